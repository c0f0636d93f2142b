namespace Daemonize;

/// <summary>
/// The state of a daemon. The values up to 4 are the LSB exit codes for the <c>status</c> action. The other states have no LSB code, and
/// <c>status</c> exits with 4 for them: the daemon exists, but may not work correctly.
/// </summary>
public enum DaemonState
{
    /// <summary>The daemon runs and is ready.</summary>
    Running = 0,

    /// <summary>The daemon does not run, but its pid file exists: the daemon ended without cleaning up, for example by SIGKILL.</summary>
    Dead = 1,

    /// <summary>The daemon does not run.</summary>
    Stopped = 3,

    /// <summary>The state cannot be determined: the lock file is not readable, or a start is in progress.</summary>
    Unknown = 4,

    /// <summary>The process exists, but a signal has suspended it (SIGSTOP, SIGTSTP) until SIGCONT.</summary>
    Suspended = 150,

    /// <summary>The daemon has ended, and its watcher waits to start it again: see <see cref="DaemonAttribute.Restart"/>.</summary>
    Restarting = 152,

    /// <summary>The process exists, but is behind its schedule: a tick exceeds its time limit, or the next tick does not begin.</summary>
    Hung = 151,
}
