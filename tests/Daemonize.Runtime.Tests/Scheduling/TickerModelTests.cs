using System.Diagnostics.CodeAnalysis;
using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Scheduling;

/// <summary>The ticker against a model that walks through every slot and knows no arithmetic.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Repeatable on purpose.")]
public sealed class TickerModelTests
{
    private const int Ticks = 2_000;

    public static TheoryData<int> Seeds => [1, 2, 3, 5, 8, 13, 21, 34, 55, 89];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TicksAndSkippedSlotsAreThoseOfTheModel(int seed)
    {
        var random = new Random(seed);
        var grid = new Grid(random.Next(1_000), random.Next(1, 200));
        var lateness = Times(random, grid.Interval);
        var lengths = Times(random, grid.Interval);

        var (starts, skipped) = Run(grid, lateness, lengths);

        var (expectedStarts, expectedSkipped) = Model(grid, lateness, lengths);
        Assert.Equal(expectedStarts, starts);
        Assert.Equal(expectedSkipped, skipped);
    }

    /// <summary>None, short, exactly the interval, several intervals.</summary>
    private static long[] Times(Random random, long interval) => Array.ConvertAll(new long[Ticks], _ => random.Next(5) switch
    {
        0 => 0L,
        1 => interval,
        2 => random.NextInt64(5 * interval),
        _ => random.NextInt64(interval),
    });

    private static (List<long> Starts, long Skipped) Run(Grid grid, long[] lateness, long[] lengths)
    {
        var clock = new VirtualClock { Lateness = lateness[0] };
        var ticker = new Ticker(clock, grid);
        List<long> starts = [];
        ticker.Run(() =>
        {
            starts.Add(clock.Now);
            clock.Now += lengths[starts.Count - 1];
            if (starts.Count == Ticks)
            {
                clock.StopAt = clock.Now;
            }
            else
            {
                clock.Lateness = lateness[starts.Count];
            }
        });
        return (starts, ticker.Skipped);
    }

    private static (List<long> Starts, long Skipped) Model(Grid grid, long[] lateness, long[] lengths)
    {
        List<long> starts = [];
        var skipped = 0L;
        var end = 0L;
        for (var slot = grid.Origin; starts.Count < Ticks || slot < end; slot += grid.Interval)
        {
            if (slot < end)
            {
                skipped++;
                continue;
            }

            starts.Add(slot + lateness[starts.Count]);
            end = starts[^1] + lengths[starts.Count - 1];
        }

        return (starts, skipped);
    }
}
