namespace Daemonize.Scheduling;

/// <summary>Limits how many ticks run at a time, and how many slots wait for one.</summary>
/// <param name="Overlap">What happens to a slot that comes while a tick runs.</param>
/// <param name="MaxParallel">How many ticks run at a time with <see cref="Daemonize.OverlapPolicy.Parallel"/>.</param>
/// <param name="Missed">How missed slots are made up for.</param>
/// <param name="MaxMissed">How many missed slots are made up for with <see cref="Daemonize.MissedPolicy.All"/>.</param>
/// <param name="MaxRuns">The number of ticks after which the schedule ends; 0 for no limit.</param>
internal sealed record SlotPolicy(OverlapPolicy Overlap, int MaxParallel, MissedPolicy Missed, int MaxMissed, long MaxRuns)
{
    /// <summary>One tick after another, for as long as the daemon runs.</summary>
    public static SlotPolicy Default { get; } = new(OverlapPolicy.Skip, 1, MissedPolicy.Skip, 1, 0);

    public int MaxRunning => Overlap == OverlapPolicy.Parallel ? MaxParallel : 1;

    /// <summary>Whether a slot can require action while a tick runs: to start another tick, or to replace the running one.</summary>
    public bool IsConcurrent => Overlap is OverlapPolicy.Parallel or OverlapPolicy.Replace;

    /// <summary>The number of missed slots that wait to be made up for.</summary>
    public int KeptOfMissed => Missed switch
    {
        MissedPolicy.Skip => 0,
        MissedPolicy.Once => 1,
        _ => MaxMissed,
    };

    /// <summary>The number of slots that wait if they come while a tick runs.</summary>
    public int KeptOfOverlapping => Math.Max(KeptOfMissed, Overlap is OverlapPolicy.Queue or OverlapPolicy.Replace ? 1 : 0);
}
