using System.Globalization;
using Daemonize.History;
using Daemonize.Text;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>What the history of the ticks shows.</summary>
internal static class TickChecks
{
    private const double MostFailed = 0.01;
    private const double MostSkipped = 0.01;
    private const double MostTook = 0.8;
    private const int LastTicks = 3;
    private const int MostRestarts = 3;

    /// <summary>A lateness that is short compared with the interval does not matter, and neither does one of less than a second.</summary>
    private const double LeastLate = 1;
    private const double MostLate = 0.1;

    private const double LeastDrift = 1024;
    private const double MostDrift = 0.01;

    private const string NoHistory = "it has no history that can be read here";

    public static CheckResult LookAtFailures(ExaminedDaemon daemon)
    {
        if (daemon.History?.Overview is not { } overview)
        {
            return CheckResult.NotKnown(NoHistory);
        }

        var error = daemon.Seen.Status.LastError is { } last ? $": {OneLine.From(last.Message)}" : "";
        var advice = $"see why: daemonize logs {daemon.Seen.FullName}; daemonize history {daemon.Seen.FullName}";
        if (TickStatistics.HaveLastFailed(overview.Entries, LastTicks))
        {
            return CheckResult.Found($"its last {LastTicks} ticks have failed{error}", advice, severity: Severity.Mistake);
        }

        var (failed, ticks) = (overview.LastDay.Failed, overview.LastDay.Ticks);
        return failed > ticks * MostFailed
            ? CheckResult.Found($"{failed} of {ticks} ticks of the last day have failed{error}", advice)
            : ticks == 0 ? CheckResult.NotKnown("no tick has ended within the last day")
            : CheckResult.PassedAs($"{failed} of {ticks} have failed");
    }

    public static CheckResult LookAtLateness(ExaminedDaemon daemon) => daemon.History?.Overview is not { } overview
        ? CheckResult.NotKnown(NoHistory)
        : JudgeLateness(TickStatistics.SummaryOf(overview), IntervalOf(daemon, overview), daemon.Now);

    /// <summary>Judges how late ticks begin, and how many slots had none.</summary>
    /// <param name="summary">The ticks that are looked at.</param>
    /// <param name="interval">The distance between two slots in seconds; null if it is not known.</param>
    /// <param name="now">The end of the time that is looked at.</param>
    public static CheckResult JudgeLateness(HistorySummary summary, double? interval, DateTimeOffset now)
    {
        var slots = summary.Ticks + summary.Skipped;
        if (slots < TickStatistics.LeastTicks || summary.Late is not { } late)
        {
            return CheckResult.NotKnown($"only {Plural.Of(slots, "slot has", "slots have")} passed");
        }

        var time = TimeText(summary, now);
        if (summary.Skipped > slots * MostSkipped)
        {
            return CheckResult.Found(
                $"{summary.Skipped} of {slots} slots of {time} had no tick",
                "make the Interval longer than a tick takes, or set Overlap or Missed to make up for slots");
        }

        var limit = Math.Max(LeastLate, (interval ?? 0) * MostLate);
        return late.P99 > limit
            ? CheckResult.Found(
                $"one of a hundred ticks of {time} began {ShortDuration.Of(late.P99)} late or later",
                "look for what keeps the machine or the process busy at that time (daemonize top); set Jitter if many daemons tick at once",
                $"limit {ShortDuration.Of(limit)}, latest {ShortDuration.Of(late.Max)}")
            : CheckResult.PassedAs($"99 of 100 began at most {ShortDuration.Of(late.P99)} late");
    }

    public static CheckResult LookAtDurations(ExaminedDaemon daemon)
    {
        if (daemon.Card?.Schedule?.EndsWith("after each tick", StringComparison.Ordinal) == true)
        {
            return CheckResult.PassedAs("the next slot follows the end of a tick");
        }

        if (daemon.History?.Overview is not { } overview)
        {
            return CheckResult.NotKnown(NoHistory);
        }

        return IntervalOf(daemon, overview) is not { } interval ? CheckResult.NotKnown("its interval is not known yet")
            : JudgeDurations(
                TickStatistics.SummaryOf(overview), interval, TickStatistics.DurationTrend(overview.Hours, daemon.Now), daemon.Now);
    }

    /// <summary>Judges whether ticks fit their interval, and whether they soon will not.</summary>
    /// <param name="summary">The ticks that are looked at.</param>
    /// <param name="interval">The distance between two slots, in seconds.</param>
    /// <param name="trend">How long ticks took over the last week, in seconds by hours; null if it is not known.</param>
    /// <param name="now">The end of the time that is looked at.</param>
    public static CheckResult JudgeDurations(HistorySummary summary, double interval, Trend? trend, DateTimeOffset now)
    {
        const string advice = "make the Interval longer, or a tick shorter: daemonize history shows which take long";
        if (summary.Ticks < TickStatistics.LeastTicks || summary.Took is not { } took)
        {
            return CheckResult.NotKnown($"only {Plural.Of(summary.Ticks, "tick has", "ticks have")} ended");
        }

        var evidence =
            $"interval {ShortDuration.Of(interval)}, half took {ShortDuration.Of(took.P50)}, longest {ShortDuration.Of(took.Max)}";
        if (took.P99 > interval * MostTook)
        {
            return CheckResult.Found(
                $"one of a hundred ticks of {TimeText(summary, now)} took {ShortDuration.Of(took.P99)} or longer, of an interval of " +
                $"{ShortDuration.Of(interval)}",
                advice, evidence);
        }

        // A trend that goes on doubles within the next week what it has added in this one.
        return trend is not null && trend.End > trend.Begin * 1.5 && trend.End + (trend.End - trend.Begin) > interval * MostTook / 2
            ? CheckResult.Found(
                $"its ticks take longer and longer: {ShortDuration.Of(trend.Begin)} a week ago, {ShortDuration.Of(trend.End)} now", advice,
                evidence)
            : CheckResult.PassedAs(evidence);
    }

    public static CheckResult LookAtMemory(ExaminedDaemon daemon, LiveProcess process)
    {
        if (daemon.History?.Overview is not { } overview)
        {
            return CheckResult.NotKnown(NoHistory);
        }

        return JudgeMemory(TickStatistics.MemoryTrend(overview.Minutes, daemon.Seen.Status.StartedAt ?? daemon.Now));
    }

    /// <summary>Judges the trend of the memory, in KiB an hour.</summary>
    public static CheckResult JudgeMemory(Trend? trend)
    {
        if (trend is null)
        {
            return CheckResult.NotKnown("it takes seven hours of ticks since its start to see a drift");
        }

        var evidence = string.Create(
            CultureInfo.InvariantCulture, $"{trend.Begin / LeastDrift:0.0} MB became {trend.End / LeastDrift:0.0} MB");
        return trend.Slope > LeastDrift && trend.Slope > trend.Begin * MostDrift
            ? CheckResult.Found(
                string.Create(
                    CultureInfo.InvariantCulture, $"its memory grows by {trend.Slope / LeastDrift:0.0} MB an hour, for six hours and more"),
                "compare two dumps of its heap: dotnet-gcdump collect -p PID; until it is found, set MaxMemory and Restart", evidence)
            : CheckResult.PassedAs(evidence);
    }

    public static CheckResult LookAtRestarts(ExaminedDaemon daemon)
    {
        if (daemon.History?.Overview is not { } overview)
        {
            return CheckResult.NotKnown(NoHistory);
        }

        var restarts = TickStatistics.CountRestarts(overview.Entries, daemon.Now.AddDays(-1));
        return restarts > MostRestarts
            ? CheckResult.Found(
                $"it has ended and come back {restarts} times within the last day",
                $"see why: daemonize logs {daemon.Seen.FullName}; daemonize history {daemon.Seen.FullName}")
            : CheckResult.PassedAs($"{restarts} restarts within the last day");
    }

    /// <summary>Gets the distance between two slots in seconds: as the card says, or as the ticks show; null if neither does.</summary>
    private static double? IntervalOf(ExaminedDaemon daemon, HistoryOverview overview) =>
        daemon.SettingOf(Setting.Interval) is { } text && Duration.TryParse(text, out var interval)
            ? interval.TotalSeconds
            : TickStatistics.IntervalOf(overview.Entries);

    private static string TimeText(HistorySummary summary, DateTimeOffset now) =>
        now - summary.Since > TimeSpan.FromDays(2) ? "the last 30 days" : "the last day";
}
