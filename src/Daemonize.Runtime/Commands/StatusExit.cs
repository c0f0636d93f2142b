namespace Daemonize.Commands;

/// <summary>What <c>status</c> exits with: the LSB's codes, which are the numbers of the states that it has.</summary>
internal static class StatusExit
{
    /// <summary>A daemon that is there but cannot be said to be well is <c>unknown</c> to the LSB, the only code that is neither "running" nor "not running".</summary>
    public static int CodeOf(DaemonState state) => state is DaemonState.Suspended or DaemonState.Hung or DaemonState.Restarting ? (int)DaemonState.Unknown : (int)state;

    /// <summary>Of several daemons it tells the worst: what is there but unwell before unknown before dead before stopped before running.</summary>
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
