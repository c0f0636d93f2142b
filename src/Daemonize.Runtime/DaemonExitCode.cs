namespace Daemonize;

/// <summary>The exit codes of the LSB (Core, "Init Script Actions").</summary>
internal static class DaemonExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Usage = 2;
    public const int NoPermission = 4;
    public const int NotRunning = 7;

    /// <summary>Of <c>status</c>: the daemon does not run, but its pid file exists.</summary>
    public const int DeadWithPidFile = 1;

    /// <summary>Of <c>status</c>: the daemon does not run.</summary>
    public const int NotRunningStatus = 3;

    /// <summary>Of <c>status</c>: the state is unknown.</summary>
    public const int UnknownStatus = 4;

    /// <summary>128 + SIGINT, as a shell reports a program that Ctrl+C has ended.</summary>
    public const int Interrupted = 130;
}
