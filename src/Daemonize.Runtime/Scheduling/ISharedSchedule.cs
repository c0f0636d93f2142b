using Daemonize.Cluster;

namespace Daemonize.Scheduling;

/// <summary>A schedule that this process shares with others: it decides which slots tick here.</summary>
internal interface ISharedSchedule
{
    /// <summary>Runs until the daemon is asked to stop, or the ticks have ended the schedule.</summary>
    /// <param name="tick">
    /// Runs one tick to its end and handles its failures; the token is cancelled to replace the tick, or because the lease is lost.
    /// </param>
    /// <param name="threads">The threads on which the ticks run.</param>
    /// <param name="upkeep">What the schedule's thread does before it waits; null for nothing.</param>
    void Run(Func<SharedTick, CancellationToken, Task<SharedTickEnd>> tick, ITickThreads threads, IUpkeep? upkeep);

    /// <summary>Ticks at once, as if a slot had come, if this process leads. Can be called from any thread.</summary>
    void TickNow();

    /// <summary>
    /// Leaves the lead to another process, if this process has it: running ticks end by themselves, a method without a schedule is
    /// cancelled, and this process does not lead again for the time of one lease. The answer goes to the progress when it is done. Can be
    /// called from any thread.
    /// </summary>
    void HandOver();
}

/// <summary>What comes after a tick of a shared schedule.</summary>
internal enum SharedTickEnd
{
    /// <summary>The next slot, or the next term.</summary>
    GoesOn,

    /// <summary>The end of the schedule in this process: a stop has cancelled the tick before its end.</summary>
    IsCutShort,

    /// <summary>Nothing more in its shard while this process leads it. The schedule ends with the last of its shards.</summary>
    EndsShard,

    /// <summary>Nothing: the schedule ends.</summary>
    EndsSchedule,
}

/// <summary>A tick of a shared schedule.</summary>
/// <param name="Taken">The slot that was taken.</param>
/// <param name="Shard">The shard, from 0.</param>
/// <param name="Token">The token of the term.</param>
/// <param name="Attempt">How often the slot was begun, with this time.</param>
/// <param name="Claim">What the store knows of the slot; null for a tick without one.</param>
internal sealed record SharedTick(TakenSlot Taken, int Shard, long Token, int Attempt, SlotClaim? Claim)
{
    /// <summary>The context with which it runs; null before.</summary>
    public DaemonContext? Context { get; set; }
}
