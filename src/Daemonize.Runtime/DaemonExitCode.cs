namespace Daemonize;

/// <summary>The exit codes of the LSB (Core, "Init Script Actions").</summary>
internal static class DaemonExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Usage = 2;

    /// <summary>The verb does not exist on this system.</summary>
    public const int NotImplemented = 3;

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

    /// <summary>
    /// Gets the code of any verb on a system for which this build of Daemonize was not made. From <c>status</c>, 3 would mean that the
    /// daemon does not run, which nobody has checked: its code for that is 4, unknown.
    /// </summary>
    public static int OnAnotherSystem(ReadOnlySpan<string> args) =>
        args is ["status", ..] ? UnknownStatus : NotImplemented;
}
