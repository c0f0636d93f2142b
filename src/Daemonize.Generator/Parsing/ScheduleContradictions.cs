using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Reports settings that do not fit the schedule, or the lack of one. A setting with its default value has no effect and is not reported.
/// </summary>
internal static class ScheduleContradictions
{
    private const string RunsOnce = "a method that runs once";

    private static readonly Setting[] Schedules = [Setting.Interval, Setting.Delay, Setting.Cron];

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
        var given = Array.FindAll(Schedules, schedule => method.IsSet(schedule.Property));
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
                ReportAll(method, settings, SettingScope.Ticks, RunsOnce, "it is for ticks, which Interval, Delay or Cron bring");
                ReportAll(method, settings, SettingScope.Slots, RunsOnce, "it is for slots, which Interval or Cron bring");
                ReportContinue(method, settings);
                break;
            case ScheduleKind.Delay:
                ReportAll(
                    method, settings, SettingScope.Slots, Contradictions.Describe(method, Setting.Delay),
                    "no tick is due while another runs");
                break;
        }

        if (method.Schedule != ScheduleKind.Interval)
        {
            ReportAll(method, settings, SettingScope.Interval, "the schedule", "only Interval has a grid to align");
        }

        if (method.Schedule != ScheduleKind.Cron)
        {
            ReportAll(method, settings, SettingScope.Cron, "the schedule", "only Cron has a time zone");
        }
    }

    private static void ReportAll(DaemonMethodSymbol method, SettingsModel settings, SettingScope scope, string other, string reason)
    {
        foreach (var setting in Setting.All)
        {
            // A seed without Jitter is reported as such.
            if (setting.Scope == scope && setting != Setting.JitterSeed && IsMeant(settings, setting))
            {
                Contradictions.ReportWith(method, setting, other, reason);
            }
        }
    }

    private static void ReportContinue(DaemonMethodSymbol method, SettingsModel settings)
    {
        if (settings.Text(Setting.OnFailure) == "continue")
        {
            Contradictions.ReportWith(method, Setting.OnFailure, RunsOnce, "there is no next tick; leave it out, or use Stop or Retry");
        }
    }

    private static void ReportCompanions(DaemonMethodSymbol method, SettingsModel settings)
    {
        if (method.Shards == 0)
        {
            ReportWithout(method, settings, Setting.MaxParallel, Setting.Overlap, "parallel", "OverlapPolicy.Parallel");
        }

        ReportWithout(method, settings, Setting.MaxMissed, Setting.Missed, "all", "MissedPolicy.All");
        if (IsMeant(settings, Setting.Concurrency) && !method.IsSet("OnResult"))
        {
            Contradictions.ReportWith(method, Setting.Concurrency, "a method without OnResult", "there are no results to handle");
        }

        if (IsMeant(settings, Setting.JitterSeed) && !method.IsSet(Setting.Jitter.Property))
        {
            Contradictions.ReportWith(method, Setting.JitterSeed, "a daemon without Jitter", "there is nothing random about it");
        }
    }

    // Without slots, the schedule itself is the mistake, which is reported already.
    private static void ReportWithout(
        DaemonMethodSymbol method, SettingsModel settings, Setting setting, Setting companion, string word, string code)
    {
        var hasSlots = method.Schedule is ScheduleKind.Interval or ScheduleKind.Cron;
        var isMistaken = method.IsSet(companion.Property) && settings.Text(companion) is null;
        if (hasSlots && IsMeant(settings, setting) && !isMistaken && settings.Text(companion) != word)
        {
            Contradictions.ReportWith(
                method, setting,
                method.IsSet(companion.Property) ? Contradictions.Describe(method, companion) : $"the default of {companion.Property}",
                $"it is for {code}");
        }
    }

    private static void ReportJitter(DaemonMethodSymbol method, SettingsModel settings)
    {
        if (settings.Text(Setting.Jitter) is { } jitter and not CronText.Off
            && settings.Text(Setting.Interval) is { } interval and not CronText.Off
            && (TimeSpan)Setting.Jitter.Kind.Read(jitter) >= Setting.Interval.Kind.Read(interval))
        {
            Contradictions.Report(method, Setting.Jitter, Setting.Interval, "a random wait that long would pass the next slot");
        }
    }

    private static bool IsMeant(SettingsModel settings, Setting setting) =>
        settings.Text(setting) is { } text && text is not ("0" or "no" or "skip" or CronText.Off);
}
