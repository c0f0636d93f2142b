namespace Daemonize.Operations;

/// <summary>The exit code of <c>status</c>: the LSB's codes (Core, "Init Script Actions").</summary>
internal static class StatusExit
{
    /// <summary>
    /// Gets the code of a state. A daemon that exists but is not well is <c>unknown</c>, the only LSB code that is neither "running" nor
    /// "not running".
    /// </summary>
    public static int CodeOf(DaemonState state) => state switch
    {
        DaemonState.Running => DaemonExitCode.Success,
        DaemonState.Dead => DaemonExitCode.DeadWithPidFile,
        DaemonState.Stopped => DaemonExitCode.NotRunningStatus,
        _ => DaemonExitCode.UnknownStatus,
    };

    /// <summary>
    /// Gets the code of the worst of several daemons, in the order: existing but not well, unknown, dead, stopped, running.
    /// </summary>
    public static int CodeOf(IReadOnlyList<DaemonStatus> all)
    {
        var worst = DaemonState.Running;
        foreach (var status in all)
        {
            worst = Worse(worst, status.State);
        }

        return CodeOf(worst);
    }

    public static DaemonState Worse(DaemonState one, DaemonState other) => Rank(other) > Rank(one) ? other : one;

    private static int Rank(DaemonState state) => state switch
    {
        DaemonState.Running => 0,
        DaemonState.Stopped => 1,
        DaemonState.Dead => 2,
        DaemonState.Unknown => 3,
        _ => 4,
    };
}
