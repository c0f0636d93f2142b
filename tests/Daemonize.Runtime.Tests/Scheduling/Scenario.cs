using System.Diagnostics.CodeAnalysis;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Scheduling;

/// <summary>The events of one run of the model test.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Repeatable on purpose.")]
internal sealed record Scenario(SlotPolicy Policy, long Origin, long Interval, long StopAt, int MaxFailures, int ScriptSeed)
{
    public List<(long From, long To)> Freezes { get; } = [];

    public List<long> Requests { get; } = [];

    public static Scenario Create(Random random, OverlapPolicy overlap, MissedPolicy missed, int slots)
    {
        // Some intervals are so long that a frozen process can be more than a minute late without passing the next slot.
        var interval =
            random.Next(4) == 0 ? random.NextInt64(2 * TimeSpan.TicksPerMinute, TimeSpan.TicksPerHour) : random.NextInt64(1, 2_000_000);
        var policy = new SlotPolicy(overlap, random.Next(1, 4), missed, random.Next(1, 6), random.Next(5) == 0 ? random.Next(1, slots) : 0);
        var scenario = new Scenario(
            policy, random.NextInt64(interval), interval, random.NextInt64(slots / 2 * interval, slots * interval),
            random.Next(3) == 0 ? random.Next(1, 5) : 0, random.Next());
        var time = 0L;
        while (true)
        {
            time += random.NextInt64(1, 20 * interval);
            var length = random.Next(3) == 0 ? random.NextInt64(1, 8 * interval) : random.NextInt64(1, interval + 1);
            if (time + length >= scenario.StopAt)
            {
                break;
            }

            scenario.Freezes.Add((time, time + length));
            time += length;
        }

        for (var request = random.NextInt64(40 * interval); request < scenario.StopAt; request += random.NextInt64(1, 40 * interval))
        {
            scenario.Requests.Add(request);
        }

        return scenario;
    }

    /// <summary>Returns when an event for this instant really happens.</summary>
    public long Thaw(long instant) =>
        Freezes.Find(freeze => instant >= freeze.From && instant < freeze.To) is { To: not 0 } freeze ? freeze.To : instant;

    /// <summary>
    /// Returns the behavior of a tick by its number: its duration is zero, short, exactly the interval, or several intervals.
    /// </summary>
    public TickScript ScriptOf(long tick)
    {
        var random = new Random(ScriptSeed + (int)tick);
        var duration = random.Next(6) switch
        {
            0 => 0,
            1 => Interval,
            2 => random.NextInt64(6 * Interval),
            _ => random.NextInt64(Interval),
        };
        return new TickScript(duration, random.Next(4) == 0, random.Next(2) == 0);
    }
}

/// <summary>The behavior of a tick.</summary>
internal readonly record struct TickScript(long Duration, bool Fails, bool Listens);

/// <summary>A tick that began.</summary>
internal readonly record struct ModelTick(long Start, long Slot);

/// <summary>The result of a run.</summary>
internal sealed record Outcome(List<ModelTick> Starts, long Skipped, long Failed);
