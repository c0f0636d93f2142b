using Daemonize.History;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor.StartChecks;

/// <summary>S8: the first tick comes when it should, and ten keep the grid.</summary>
internal static class TickGridCheck
{
    private const int Ticks = 10;

    /// <summary>What a tick may be late on a busy machine.</summary>
    private const double LeastLate = 0.25;

    private const double LatePart = 0.1;

    /// <summary>What two clocks, and numbers of 32 bits, may differ.</summary>
    private const double Rounding = 0.02;

    private static readonly TimeSpan Margin = new(0, 0, 3);

    public static CheckResult Look(SandboxedProgram program)
    {
        program.Start();
        if (program.Examine() is not { HasTicks: not false } daemon)
        {
            return CheckResult.PassedAs("its method runs once");
        }

        var interval = program.TimeOf(Setting.Interval);
        var delay = program.TimeOf(Setting.InitialDelay);
        var expected = delay + (interval * Ticks) + Margin;
        if (interval == TimeSpan.Zero)
        {
            return CheckResult.NotKnown($"its schedule ({daemon.Card?.Schedule ?? "unknown"}) has no grid of an interval");
        }

        if (expected - Margin > program.Plan.Ticks)
        {
            return CheckResult.NotKnown(
                $"ten ticks take {Duration.Format(expected - Margin)}, and this waits for {Duration.Format(program.Plan.Ticks)}; " +
                "--long waits for 10 minutes");
        }

        _ = SandboxedProgram.WaitUntil(() => TicksOf(program.Records).Count >= Ticks, expected);
        var isAligned = program.SettingOf(Setting.AlignToClock) == "true";
        return program.Pulse is null ? CheckResult.NotKnown("it has no history, which tells when ticks begin")
            : Judge(
                program.Records, interval.TotalSeconds, (delay + (isAligned ? interval : TimeSpan.Zero)).TotalSeconds,
                program.TimeOf(Setting.Jitter).TotalSeconds);
    }

    /// <summary>Judges the records of a run that has just begun.</summary>
    /// <param name="records">The records, from the oldest to the newest.</param>
    /// <param name="interval">The distance of two slots, in seconds.</param>
    /// <param name="delay">The longest time from the beginning to the first slot, in seconds.</param>
    /// <param name="jitter">How long a tick may wait after its slot, in seconds.</param>
    public static CheckResult Judge(IReadOnlyList<HistoryRecord> records, double interval, double delay, double jitter)
    {
        var ready = records.LastOrDefault(static record => record.Kind == HistoryKind.Ready);
        var ticks = TicksOf(records);
        var skipped = records.Where(static record => record.Kind == HistoryKind.Skipped).Sum(static record => record.Count);
        var evidence = string.Join(", ", ticks.Select(static tick => string.Create(
            InvariantNumbers.Format, $"{tick.Tick}: {(long)(tick.Late * 1000)} ms late")));
        const string advice = "make the interval longer than a tick takes, or set Overlap";
        var allowed = Math.Max(LeastLate, interval * LatePart) + jitter;
        if (skipped > 0)
        {
            return CheckResult.Found($"{skipped} of its first slots have no tick, because ticks take longer", advice, evidence);
        }

        if (ticks.Count < Ticks)
        {
            return CheckResult.Found($"only {ticks.Count} ticks have begun in the time of {Ticks}", advice, evidence);
        }

        var first = ready.Kind == HistoryKind.Ready ? SlotOf(ticks[0]) - (ready.At / 1e6) : 0;
        if (first > delay + allowed)
        {
            return CheckResult.Found(
                string.Create(InvariantNumbers.Format, $"its first tick comes {(long)(first * 1000)} ms after it is ready"),
                "set InitialDelay, or do the work of OnStart faster", evidence);
        }

        if (ticks.FirstOrDefault(tick => tick.Late > allowed) is { Kind: HistoryKind.Tick } late)
        {
            return CheckResult.Found(
                string.Create(InvariantNumbers.Format, $"tick {late.Tick} begins {(long)(late.Late * 1000)} ms after its slot"), advice,
                evidence);
        }

        for (var i = 1; i < ticks.Count; i++)
        {
            var slots = (SlotOf(ticks[i]) - SlotOf(ticks[0])) / interval;
            if (jitter == 0 && Math.Abs(slots - Math.Round(slots)) * interval > Rounding)
            {
                return CheckResult.Found($"the slot of tick {ticks[i].Tick} is not on the grid of its interval", advice, evidence);
            }
        }

        return CheckResult.PassedAs(evidence);
    }

    /// <summary>Gets the first ticks that the schedule has begun.</summary>
    private static List<HistoryRecord> TicksOf(IReadOnlyList<HistoryRecord> records) =>
        [.. records.Where(static record => record.Kind == HistoryKind.Tick && (record.Flags & HistoryFlags.ByHand) == 0).Take(Ticks)];

    private static double SlotOf(in HistoryRecord tick) => (tick.At / 1e6) - tick.Late;
}
