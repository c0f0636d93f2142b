using System.Collections.Immutable;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads and checks what the attribute says. A setting with a mistake is left out.</summary>
internal static class SettingsParser
{
    public static SettingsModel Parse(MarkedMethod method)
    {
        var given = ImmutableArray.CreateBuilder<SettingModel>();
        foreach (var setting in Read(method))
        {
            if (setting is not null)
            {
                given.Add(setting);
            }
        }

        var settings = new SettingsModel(new EquatableArray<SettingModel>(given.ToImmutable()));
        Contradictions.Report(method, settings);
        return settings;
    }

    private static SettingModel?[] Read(MarkedMethod method) =>
    [
        PathSettings.ParseFile(method, "PidFile"),
        PathSettings.ParseFile(method, "LogFile"),
        .. LogSettings.Parse(method),
        DurationSettings.ParseOrOff(method, "Interval", DurationSettings.Never),
        DurationSettings.ParseOrOff(method, "Delay", DurationSettings.Never),
        CronSettings.ParseExpression(method),
        CronSettings.ParseTimeZone(method),
        DurationSettings.Parse(method, "InitialDelay", mayBeZero: true),
        DurationSettings.ParseOrOff(method, "Jitter", off: null),
        PlainSettings.ParseNumber(method, "JitterSeed", least: 0),
        PlainSettings.ParseFlag(method, "AlignToClock"),
        PlainSettings.ParsePolicy(method, "Overlap"),
        PlainSettings.ParseNumber(method, "MaxParallel", least: 1),
        PlainSettings.ParsePolicy(method, "Missed"),
        PlainSettings.ParseNumber(method, "MaxMissed", least: 1),
        DurationSettings.ParseOrOff(method, "Timeout", off: null),
        PlainSettings.ParseNumber(method, "MaxRuns", least: 0),
        PlainSettings.ParsePolicy(method, "OnFailure"),
        PlainSettings.ParseNumber(method, "MaxRetries", least: 1),
        DurationSettings.Parse(method, "RetryDelay"),
        DurationSettings.Parse(method, "MaxRetryDelay"),
        PlainSettings.ParseNumber(method, "MaxFailures", least: 0),
        .. RestartSettings.Parse(method),
        PlainSettings.ParseNumber(method, "Concurrency", least: 1),
        PlainSettings.ParsePolicy(method, "Ready"),
        PlainSettings.ParseInstances(method),
        DurationSettings.Parse(method, "StartTimeout"),
        DurationSettings.Parse(method, "StopTimeout"),
        PathSettings.ParseDirectory(method, "WorkingDirectory"),
        PathSettings.ParseUmask(method),
        .. ContextSettings.Parse(method),
    ];
}
