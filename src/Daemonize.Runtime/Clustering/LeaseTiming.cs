namespace Daemonize.Clustering;

/// <summary>The times that follow from the length of a lease, in ticks of 100 ns.</summary>
/// <param name="Lease">How long a lease lasts after it was granted.</param>
/// <param name="IsKept">
/// Whether the kernel keeps the lease for as long as the process lives: there is nothing to renew or to lose then.
/// </param>
internal readonly record struct LeaseTiming(long Lease, bool IsKept = false)
{
    private const long Never = long.MaxValue / 4;

    private const long LeastMargin = 200 * TimeSpan.TicksPerMillisecond;

    /// <summary>
    /// How much earlier than in the store an owner's lease ends for itself: the error of two clocks over one lease, and the time that the
    /// kernel needs to kill.
    /// </summary>
    public long Margin => Math.Max(LeastMargin, Lease / 10);

    /// <summary>How often a process with shards says that it lives, and how long a change of their number must last to count.</summary>
    public long Heartbeat => Lease / 3;

    /// <summary>When a lease is renewed.</summary>
    public long RenewAfter => IsKept ? Never : Heartbeat;

    /// <summary>When a call to the store is abandoned.</summary>
    public long CallTimeout => Lease / 4;

    /// <summary>When the ticks of a lease that was not renewed are cancelled.</summary>
    public long CancelAfter => IsKept ? Never : Lease - (2 * Margin);

    /// <summary>When the kernel kills a process whose tick still runs.</summary>
    public long FenceAfter => IsKept ? Never : Lease - Margin;

    /// <summary>How far away the next slot must be for the owner to release its lease until then.</summary>
    public long RestFrom => 2 * Lease;
}
