using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Reports settings that do not fit the schedule, or the lack of one. A setting with its default value has no effect and is not reported.
/// </summary>
internal static class ScheduleContradictions
{
    private const string RunsOnce = "a method that runs once";

    private static readonly string[] Schedules = ["Interval", "Delay", "Cron"];
    private static readonly string[] OfSlots = ["Overlap", "MaxParallel", "Missed", "MaxMissed"];
    private static readonly string[] OfTicks = ["Jitter", "TickTimeout", "MaxRuns", "MaxFailures"];

    public static void Report(DaemonMethodSymbol method, SettingsModel settings)
    {
        var isDouble = ReportSecondSchedule(method);
        if (!isDouble)
        {
            ReportMisfits(method, settings);
        }

        ReportCompanions(method, settings);
        ReportJitter(method, settings);
    }

    private static bool ReportSecondSchedule(DaemonMethodSymbol method)
    {
        var given = Array.FindAll(Schedules, method.IsSet);
        for (var i = 1; i < given.Length; i++)
        {
            Contradictions.Report(method, given[i], given[0], "a daemon has one schedule");
        }

        return given.Length > 1;
    }

    private static void ReportMisfits(DaemonMethodSymbol method, SettingsModel settings)
    {
        switch (method.Schedule)
        {
            case ScheduleKind.None:
                ReportAll(method, settings, OfTicks, RunsOnce, "it is for ticks, which Interval, Delay or Cron bring");
                ReportAll(method, settings, OfSlots, RunsOnce, "it is for slots, which Interval or Cron bring");
                ReportContinue(method, settings);
                break;
            case ScheduleKind.Delay:
                ReportAll(method, settings, OfSlots, $"Delay '{method.SettingText("Delay")}'", "no tick is due while another runs");
                break;
        }

        if (method.Schedule != ScheduleKind.Interval)
        {
            ReportAll(method, settings, ["AlignToClock"], "the schedule", "only Interval has a grid to align");
        }

        if (method.Schedule != ScheduleKind.Cron)
        {
            ReportAll(method, settings, ["TimeZone"], "the schedule", "only Cron has a time zone");
        }
    }

    private static void ReportAll(DaemonMethodSymbol method, SettingsModel settings, string[] properties, string other, string reason)
    {
        foreach (var property in properties)
        {
            if (IsMeant(settings, property))
            {
                Contradictions.ReportWith(method, property, other, reason);
            }
        }
    }

    private static void ReportContinue(DaemonMethodSymbol method, SettingsModel settings)
    {
        if (settings.Text("OnFailure") == "continue")
        {
            Contradictions.ReportWith(method, "OnFailure", RunsOnce, "there is no next tick; leave it out, or use Stop or Retry");
        }
    }

    private static void ReportCompanions(DaemonMethodSymbol method, SettingsModel settings)
    {
        ReportWithout(method, settings, "MaxParallel", "Overlap", "parallel", "OverlapPolicy.Parallel");
        ReportWithout(method, settings, "MaxMissed", "Missed", "all", "MissedPolicy.All");
        if (IsMeant(settings, "Concurrency") && !method.IsSet("OnResult"))
        {
            Contradictions.ReportWith(method, "Concurrency", "a method without OnResult", "there are no results to handle");
        }

        if (IsMeant(settings, "JitterSeed") && !method.IsSet("Jitter"))
        {
            Contradictions.ReportWith(method, "JitterSeed", "a daemon without Jitter", "there is nothing random about it");
        }
    }

    // Without slots, the schedule itself is the mistake, which is reported already.
    private static void ReportWithout(
        DaemonMethodSymbol method, SettingsModel settings, string property, string companion, string word, string code)
    {
        var hasSlots = method.Schedule is ScheduleKind.Interval or ScheduleKind.Cron;
        var isMistaken = method.IsSet(companion) && settings.Find(companion) is null;
        if (hasSlots && IsMeant(settings, property) && !isMistaken && settings.Text(companion) != word)
        {
            Contradictions.ReportWith(
                method, property,
                method.IsSet(companion) ? $"{companion} '{method.SettingText(companion)}'" : $"the default of {companion}",
                $"it is for {code}");
        }
    }

    private static void ReportJitter(DaemonMethodSymbol method, SettingsModel settings)
    {
        if (settings.Find("Jitter") is { Duration: { } jitter } && settings.Find("Interval") is { Duration: { } interval }
            && jitter >= interval)
        {
            Contradictions.Report(method, "Jitter", "Interval", "a random wait that long would pass the next slot");
        }
    }

    private static bool IsMeant(SettingsModel settings, string property) =>
        settings.Text(property) is { } text && text is not ("0" or "no" or "skip" or CronText.Off);
}
