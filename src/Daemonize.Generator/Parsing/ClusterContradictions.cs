using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Reports what a daemon cannot do whose processes share a schedule, and settings that only such a daemon has.</summary>
internal static class ClusterContradictions
{
    private static readonly NumberRange ShardRange = new(1, 1_000_000);

    public static void Report(DaemonMethodSymbol method, SettingsModel settings)
    {
        ReportShards(method);
        if (!method.IsCluster)
        {
            ReportScope(method);
            return;
        }

        ReportSlots(method, settings);
        ReportInterval(method, settings);
        ReportToken(method);
        if (settings.Text(Setting.MaxRuns) is { } runs and not "0")
        {
            method.Report(DiagnosticDescriptors.ClusterMustNotLimitRuns, method.SettingLocation(Setting.MaxRuns.Property), runs);
        }

        if (settings.Text(Setting.Interrupted) == "rerun" && settings.Text(Setting.Overlap) == "parallel")
        {
            method.Report(DiagnosticDescriptors.RerunMustNotBeParallel, method.SettingLocation(Setting.Interrupted.Property));
        }

        if (settings.Text(Setting.Fence) == FlagKind.No)
        {
            method.Warn(DiagnosticDescriptors.ClusterShouldHaveFence, method.SettingLocation(Setting.Fence.Property) ?? method.Identifier);
        }
    }

    /// <summary>Reports a number of shards that cannot be, and shards of processes that share nothing. With 0, there are none.</summary>
    private static void ReportShards(DaemonMethodSymbol method)
    {
        if (method.Shards != 0 && !ShardRange.Contains(method.Shards))
        {
            Report("Shards", $"is not {ShardRange.Accepted}");
        }
        else if (method.Shards != 0 && method.Constant("Scope") is { Value: 0 })
        {
            Report("Scope", "contradicts DaemonScope.Instance: it is the processes of a cluster that divide shards; leave Scope out");
        }

        void Report(string property, string mistake) => method.Report(
            DiagnosticDescriptors.ShardsMustBeOfCluster, method.SettingLocation(property), method.SettingText("Shards")!, mistake);
    }

    // An invalid scope or number of shards is the only mistake to report.
    private static void ReportScope(DaemonMethodSymbol method)
    {
        if (method.Shards != 0 || method.Constant("Scope") is { Value: not 0 })
        {
            return;
        }

        foreach (var setting in Setting.All)
        {
            if (setting.Scope == SettingScope.Cluster && method.IsSet(setting.Property))
            {
                method.Report(
                    DiagnosticDescriptors.ClusterSettingMustHaveScope, method.SettingLocation(setting.Property), setting.Property);
            }
        }
    }

    /// <summary>Reports a schedule whose slots differ from machine to machine. With two schedules, that is the mistake.</summary>
    private static void ReportSlots(DaemonMethodSymbol method, SettingsModel settings)
    {
        switch (method.Schedule)
        {
            case ScheduleKind.Interval when settings.Text(Setting.AlignToClock) != FlagKind.Yes:
                Report(
                    Setting.Interval, method.SettingLocation(Setting.AlignToClock.Property),
                    "set AlignToClock = true for its multiples since the epoch");
                break;
            case ScheduleKind.Delay:
                Report(Setting.Delay, location: null, "use Interval with AlignToClock, or Cron");
                break;
            case ScheduleKind.Cron when !HasNamedZone(method, settings):
                method.Report(
                    DiagnosticDescriptors.ClusterMustNameTimeZone,
                    method.SettingLocation(Setting.TimeZone.Property) ?? method.SettingLocation(Setting.Cron.Property),
                    method.SettingText(Setting.Cron.Property)!);
                break;
        }

        void Report(Setting setting, Location? location, string repair) => method.Report(
            DiagnosticDescriptors.ClusterMustShareSlots, location ?? method.SettingLocation(setting.Property), setting.Property,
            method.SettingText(setting.Property)!, repair);
    }

    // A time zone with a mistake is reported as such.
    private static bool HasNamedZone(DaemonMethodSymbol method, SettingsModel settings) =>
        method.IsSet(Setting.TimeZone.Property) && settings.Text(Setting.TimeZone) != TimeZoneName.Local;

    private static void ReportInterval(DaemonMethodSymbol method, SettingsModel settings)
    {
        if (settings.Text(Setting.Interval) is not { } text || text == CronText.Off)
        {
            return;
        }

        TimeSpan interval = Setting.Interval.Kind.Read(text);
        var location = method.SettingLocation(Setting.Interval.Property) ?? method.Identifier;
        if (interval.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            method.ReportAsError(
                DiagnosticDescriptors.ClusterIntervalShouldBeLong, location, text,
                "is not a whole number of milliseconds, as the slots of a cluster are");
        }
        else if (interval < TimeSpan.FromSeconds(1))
        {
            method.Warn(
                DiagnosticDescriptors.ClusterIntervalShouldBeLong, location, text,
                "is shorter than 1s: the store of a cluster is asked at each slot");
        }
    }

    /// <summary>
    /// Reports a method that cannot stop when the lease is lost. A tick ends by itself, so that is a warning; a long run would always end
    /// with the process.
    /// </summary>
    private static void ReportToken(DaemonMethodSymbol method)
    {
        var symbol = method.Symbol;
        if (symbol.MethodKind != MethodKind.Ordinary
            || symbol.Parameters.Any(static parameter => parameter.Type.ToFullName() == WellKnownNames.CancellationToken))
        {
            return;
        }

        var rule = DiagnosticDescriptors.ClusterMethodShouldTakeCancellationToken;
        if (method.Schedule == ScheduleKind.None)
        {
            method.ReportAsError(rule, method.Identifier, symbol.Name);
        }
        else
        {
            method.Warn(rule, method.Identifier, symbol.Name);
        }
    }
}
