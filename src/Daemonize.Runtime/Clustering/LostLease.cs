namespace Daemonize.Clustering;

/// <summary>The lease that a process has lost, or is about to lose, while a tick was running.</summary>
/// <param name="Token">The token of the term.</param>
/// <param name="Slot">The slot of the tick, in milliseconds since the Unix epoch; 0 for a method without a schedule.</param>
/// <param name="Shard">The shard, from 0; -1 without shards.</param>
internal readonly record struct LostLease(long Token, long Slot, int Shard = -1)
{
    /// <summary>Gets a phrase that follows the name of the daemon.</summary>
    public override string ToString()
    {
        var slot = Slot == 0 ? "" : $", slot {SlotText.Of(Slot)}";
        var shard = Shard < 0 ? "" : string.Create(InvariantNumbers.Format, $" of shard {Shard}");
        return string.Create(InvariantNumbers.Format, $"lost its lease{shard} while a tick was running (token {Token}{slot})");
    }
}
