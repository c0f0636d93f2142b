namespace Daemonize.Scheduling;

/// <summary>
/// Calls a tick at every slot of a grid, on one thread and so never two at a time. It waits itself: sleeping loops drift by the length of their ticks,
/// and PeriodicTimer fires up to 2 ms early (docs/performance.md).
/// </summary>
internal sealed class Ticker(IClock clock, Grid grid)
{
    /// <summary>How many slots passed during ticks that took longer than the interval.</summary>
    public long Skipped { get; private set; }

    /// <summary>Ticks until the daemon is to stop.</summary>
    public void Run(Action tick)
    {
        var slot = 0L;
        while (clock.WaitUntil(grid.InstantOf(slot)))
        {
            tick();
            var next = Math.Max(slot + 1, grid.FirstSlotFrom(clock.Now));
            Skipped += next - slot - 1;
            slot = next;
        }
    }
}
