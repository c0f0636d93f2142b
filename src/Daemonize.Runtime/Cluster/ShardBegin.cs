namespace Daemonize.Cluster;

/// <summary>A slot of a shard that is to begin.</summary>
/// <param name="Shard">The shard, from 0.</param>
/// <param name="Token">The token of the caller's term.</param>
/// <param name="Slot">The slot, in milliseconds since the Unix epoch.</param>
/// <param name="Attempt">1 for a slot that was not begun yet, else one more than the attempt before.</param>
/// <param name="Passed">The number of slots between the record's slot and this one that nobody begins.</param>
public readonly record struct ShardBegin(int Shard, long Token, long Slot, int Attempt, long Passed)
{
    /// <summary>
    /// Gets a slot before <see cref="Slot"/> up to which all that were begun have ended, in milliseconds since the Unix epoch; 0, the
    /// default, if the store knows.
    /// </summary>
    public long Ended { get; init; }
}
