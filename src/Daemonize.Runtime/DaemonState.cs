namespace Daemonize;

/// <summary>The state of a daemon.</summary>
public enum DaemonState
{
    /// <summary>The daemon does not run.</summary>
    Stopped,

    /// <summary>The daemon runs and is ready.</summary>
    Running,

    /// <summary>The daemon does not run, but its pid file exists: the daemon ended without cleaning up, for example by SIGKILL.</summary>
    Dead,

    /// <summary>The state cannot be determined: the lock file is not readable, or a start is in progress.</summary>
    Unknown,

    /// <summary>The process exists, but a signal has suspended it (SIGSTOP, SIGTSTP) until SIGCONT.</summary>
    Suspended,

    /// <summary>The process exists, but is behind its schedule: a tick exceeds its time limit, or the next tick does not begin.</summary>
    Hung,

    /// <summary>The daemon has ended, and its watcher waits to start it again: see <see cref="DaemonAttribute.Restart"/>.</summary>
    Restarting,
}
