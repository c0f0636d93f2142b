using System.Diagnostics;
using Daemonize.Platform;

namespace Daemonize.Scheduling;

/// <summary>The threads on which ticks run: the schedule's own thread, or another.</summary>
internal interface ITickThreads
{
    /// <summary>Blocks the schedule's thread until a tick has ended.</summary>
    void WaitFor(Task tick);

    /// <summary>Runs a tick on another thread.</summary>
    Task Fork(Func<Task> tick);
}

/// <summary>Runs ticks on the threads of this process.</summary>
/// <param name="upkeep">Gives what the schedule's thread does while it waits for a tick; null for nothing.</param>
internal sealed class TickThreads(Func<IUpkeep?> upkeep) : ITickThreads
{
    public void WaitFor(Task tick)
    {
        while (upkeep() is { } work && !tick.IsCompleted)
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), work.Look());
            _ = Task.WaitAny([tick], LongWait.Piece(left > TimeSpan.Zero ? left : TimeSpan.Zero));
        }

        tick.GetAwaiter().GetResult();
    }

    public Task Fork(Func<Task> tick) => Task.Run(tick);
}
