namespace Daemonize.Scheduling;

/// <summary>How many ticks run at a time, and how many slots wait for one.</summary>
/// <param name="Overlap">What happens to a slot that comes while a tick runs.</param>
/// <param name="MaxParallel">How many run at a time with <see cref="Daemonize.Overlap.Parallel"/>.</param>
/// <param name="Missed">What happens to missed slots.</param>
/// <param name="MaxMissed">How many are made up for with <see cref="Daemonize.Missed.All"/>.</param>
/// <param name="MaxRuns">After how many ticks there are no more; 0 for never.</param>
internal sealed record SlotPolicy(Overlap Overlap, int MaxParallel, Missed Missed, int MaxMissed, long MaxRuns)
{
    /// <summary>One tick after the other, for as long as the daemon lives.</summary>
    public static SlotPolicy Default { get; } = new(Overlap.Skip, 1, Missed.Skip, 1, 0);

    public int MaxRunning => Overlap == Overlap.Parallel ? MaxParallel : 1;

    /// <summary>Whether a tick may have to be dealt with while it runs.</summary>
    public bool IsConcurrent => Overlap is Overlap.Parallel or Overlap.Replace;

    /// <summary>How many missed slots wait to be made up for.</summary>
    public int KeptOfMissed => Missed switch
    {
        Missed.Skip => 0,
        Missed.Once => 1,
        _ => MaxMissed,
    };

    /// <summary>How many slots wait that come while a tick runs.</summary>
    public int KeptOfOverlapping => Math.Max(KeptOfMissed, Overlap is Overlap.Queue or Overlap.Replace ? 1 : 0);
}
