namespace Daemonize;

/// <summary>Whether a daemon runs. The values are the LSB's exit codes for the <c>status</c> action.</summary>
public enum DaemonState
{
    /// <summary>It runs and is ready.</summary>
    Running = 0,

    /// <summary>It does not run, but its pid file is there: it ended without the chance to tidy up, for example by SIGKILL.</summary>
    Dead = 1,

    /// <summary>It does not run.</summary>
    Stopped = 3,

    /// <summary>It cannot be told: the lock file may not be read, or a start is under way.</summary>
    Unknown = 4,
}
