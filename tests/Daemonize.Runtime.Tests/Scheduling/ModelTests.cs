using System.Diagnostics.CodeAnalysis;
using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Scheduling;

/// <summary>
/// Compares the ticker with <see cref="ScheduleModel"/>: for every pair of Overlap and Missed, sequences of ticks that are short, long or
/// fail, of requests, of spans in which the process is frozen, and a stop.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "Repeatable on purpose.")]
[Collection(ProcessWide.Name)]
public sealed class ModelTests : IDisposable
{
    private const int Seeds = 80;
    private const int Slots = 300;

    /// <summary>Captures the log, in which every failed tick is a line.</summary>
    private readonly CapturedDescriptor _log = new(2);

    public void Dispose() => _log.Dispose();

    public static TheoryData<OverlapPolicy, MissedPolicy> Pairs
    {
        get
        {
            var pairs = new TheoryData<OverlapPolicy, MissedPolicy>();
            foreach (var overlap in Enum.GetValues<OverlapPolicy>())
            {
                foreach (var missed in Enum.GetValues<MissedPolicy>())
                {
                    pairs.Add(overlap, missed);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void TicksAndSkippedSlotsAreThoseOfTheModel(OverlapPolicy overlap, MissedPolicy missed)
    {
        var steps = 0L;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var scenario = Scenario.Create(new Random((seed * 100) + ((int)overlap * 10) + (int)missed), overlap, missed, Slots);
            var actual = Run(scenario);
            var expected = new ScheduleModel(scenario).Run();
            var place = $"seed {seed}, {scenario}";
            Assert.True(expected.Starts.SequenceEqual(actual.Starts), $"{place}\n{FirstDifference(expected.Starts, actual.Starts)}");
            Assert.True(expected.Skipped == actual.Skipped, $"{place}: skipped {actual.Skipped} in place of {expected.Skipped}");
            Assert.True(expected.Failed == actual.Failed, $"{place}: failed {actual.Failed} in place of {expected.Failed}");
            steps += actual.Starts.Count + actual.Skipped;
        }

        // Twelve pairs: more than a hundred thousand steps in total.
        Assert.InRange(steps, 9_000, long.MaxValue);
    }

    private static string FirstDifference(List<ModelTick> expected, List<ModelTick> actual)
    {
        var same = 0;
        while (same < Math.Min(expected.Count, actual.Count) && expected[same] == actual[same])
        {
            same++;
        }

        return $"tick {same + 1}: expected {string.Join(' ', expected.Skip(same - 1).Take(3))}, but there was " +
            $"{string.Join(' ', actual.Skip(same - 1).Take(3))}";
    }

    private static Outcome Run(Scenario scenario)
    {
        var daemon = new VirtualDaemon(new FailurePolicy(FailureAction.Continue, 1, new BackOff(default, default), scenario.MaxFailures));
        scenario.Freezes.ForEach(freeze => daemon.Time.Freeze(freeze.From, freeze.To));
        var requests = 0;
        scenario.Requests.ForEach(request => daemon.Time.At(request, () =>
        {
            requests++;
            daemon.Ticker!.TickNow();
        }));
        daemon.StopAt(scenario.StopAt);
        var running = 0;
        daemon.Run(
            new GridTimetable(new Grid(scenario.Origin, scenario.Interval)),
            async (context, token) =>
            {
                Assert.True(++running <= scenario.Policy.MaxRunning, "ticks overlap");
                Assert.True(context.StartedAt >= context.ScheduledAt, "a tick is early");
                var script = scenario.ScriptOf(context.TickNumber);
                try
                {
                    await daemon.Wait(script.Duration, script.Listens ? token : CancellationToken.None);
                }
                finally
                {
                    running--;
                }

                return script.Fails ? 1 : 0;
            },
            scenario.Policy,
            origin: scenario.Origin);
        Assert.Equal(requests, daemon.Answers.Count);
        var starts = daemon.Starts.ConvertAll(start => new ModelTick(start.Start, start.Start - start.Context.Lateness.Ticks));
        return new Outcome(starts, daemon.Progress.Skipped, daemon.Progress.Failed);
    }
}
