using Daemonize.Scheduling;

namespace Daemonize.Clustering;

/// <summary>What the processes of a daemon agree on, and who this one is.</summary>
internal sealed record LeaseRules
{
    /// <summary>How long the end of a slot waits at most for the next begin.</summary>
    public const long LongestWait = TimeSpan.TicksPerSecond;

    /// <summary>The random number of this process.</summary>
    public required Guid Me { get; init; }

    public required LeaseTiming Timing { get; init; }

    /// <summary>Whether the process only runs a single tick, and leaves the slots to the others.</summary>
    public bool IsOnce { get; init; }

    /// <summary>The number of shards, each of which has every slot; 0 for a daemon without shards.</summary>
    public int Shards { get; init; }

    /// <summary>How many shards of a process tick at a time.</summary>
    public int MaxParallel { get; init; } = int.MaxValue;

    /// <summary>The slots, in ticks of <see cref="DateTime"/> in UTC; null for a method without a schedule.</summary>
    public ITimetable? Timetable { get; init; }

    public SlotPolicy Policy { get; init; } = SlotPolicy.Default;

    /// <summary>The wait after each slot: the same in each process, and another one for each shard (<see cref="OfShard"/>).</summary>
    public Jitter Jitter { get; init; } = new(0, 0);

    public InterruptedPolicy Interrupted { get; init; }

    /// <summary>How often a slot is begun at most, with <see cref="InterruptedPolicy.Rerun"/>.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>The random numbers that spread the calls of many processes.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Gets the rules of one shard.</summary>
    public LeaseRules OfShard(int shard) => Jitter.OfShard(shard) is var jitter && jitter == Jitter ? this : this with { Jitter = jitter };

    /// <summary>Gets the slot after the last one that a record has, with its wait; long.MaxValue if there is none.</summary>
    /// <param name="slot">The slot of the record, in milliseconds since the Unix epoch.</param>
    public long NextDueAfter(long slot) =>
        Timetable?.FirstFrom(StoreTime.ToTicks(slot) + 1) is { } next && next != Slot.Never
            ? next.Instant + Jitter.Draw(next.Instant)
            : long.MaxValue;

    /// <summary>Counts the slots between two, without these.</summary>
    public long CountBetween(long first, long second)
    {
        if (Timetable is null || second <= first)
        {
            return 0;
        }

        var slot = Timetable.FirstFrom(StoreTime.ToTicks(first) + 1);
        return slot == Slot.Never ? 0 : Timetable.PassOver(ref slot, StoreTime.ToTicks(second) - 1, keep: 0);
    }

    /// <summary>
    /// Whether the end of a slot waits for the next begin, to travel with it: one step fewer. Not if the slot would tick again when the
    /// process is killed meanwhile.
    /// </summary>
    /// <param name="now">The store's time, in ticks of 100 ns.</param>
    /// <param name="nextDue">When the next slot is due.</param>
    public bool EndMayWait(long now, long nextDue) => Interrupted == InterruptedPolicy.Skip && nextDue - now <= LongestWait;

    /// <summary>Gets a random time between two.</summary>
    public long Between(long least, long most) => Random.NextInt64(least, most + 1);
}
