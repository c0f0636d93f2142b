namespace Daemonize;

/// <summary>
/// Whether a daemon runs. The values up to 4 are the LSB's exit codes for the <c>status</c> action. The others have none of their own there, and <c>status</c>
/// exits with 4 for them: the daemon is there, but cannot be said to be well.
/// </summary>
public enum DaemonState
{
    /// <summary>It runs and is ready.</summary>
    Running = 0,

    /// <summary>It does not run, but its pid file is there: it ended without the chance to tidy up, for example by SIGKILL.</summary>
    Dead = 1,

    /// <summary>It does not run.</summary>
    Stopped = 3,

    /// <summary>The state cannot be determined: the lock file may not be read, or a start is under way.</summary>
    Unknown = 4,

    /// <summary>It is there, but a signal has suspended it (SIGSTOP, SIGTSTP): it does nothing until SIGCONT.</summary>
    Suspended = 150,

    /// <summary>It has ended, and its watcher is about to start it again: see <see cref="DaemonAttribute.Restart"/>.</summary>
    Restarting = 152,

    /// <summary>It is there, but its schedule has not kept what it promises: a tick takes longer than it may, or the next does not come.</summary>
    Hung = 151,
}
