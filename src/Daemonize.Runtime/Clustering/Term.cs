namespace Daemonize.Clustering;

/// <summary>
/// A term of an owner: from the step that took the lease to its end. Its deadlines count from before the sending of the last request that
/// was granted, on CLOCK_BOOTTIME: the store cannot have granted it earlier, and that clock runs while the machine sleeps.
/// </summary>
/// <param name="Token">The token of the term.</param>
/// <param name="Timing">The times that follow from the lease.</param>
/// <param name="GrantedAt">When the last granted request was sent, in ticks of 100 ns.</param>
internal sealed record Term(long Token, LeaseTiming Timing, long GrantedAt)
{
    public long RenewAt => GrantedAt + Timing.RenewAfter;

    public long CancelAt => GrantedAt + Timing.CancelAfter;

    public long FenceAt => GrantedAt + Timing.FenceAfter;

    /// <summary>Gets the term after another grant. A reply that has overtaken a later one changes nothing.</summary>
    public Term Granted(long sentAt) => sentAt > GrantedAt ? this with { GrantedAt = sentAt } : this;
}
