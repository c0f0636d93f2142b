using System.Collections.Immutable;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads and checks the settings of the attribute. A setting with a mistake is left out.</summary>
internal static class SettingsParser
{
    public static SettingsModel Parse(DaemonMethodSymbol method)
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

    private static SettingModel?[] Read(DaemonMethodSymbol method) =>
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
        PlainSettings.ParseNumber(method, SettingOption.JitterSeed),
        PlainSettings.ParseFlag(method, "AlignToClock"),
        PlainSettings.ParsePolicy(method, "Overlap"),
        PlainSettings.ParseNumber(method, SettingOption.MaxParallel),
        PlainSettings.ParsePolicy(method, "Missed"),
        PlainSettings.ParseNumber(method, SettingOption.MaxMissed),
        DurationSettings.ParseOrOff(method, "TickTimeout", off: null),
        PlainSettings.ParseNumber(method, SettingOption.MaxRuns),
        PlainSettings.ParsePolicy(method, "OnFailure"),
        PlainSettings.ParseNumber(method, SettingOption.MaxRetries),
        DurationSettings.Parse(method, "RetryDelay"),
        DurationSettings.Parse(method, "MaxRetryDelay"),
        PlainSettings.ParseNumber(method, SettingOption.MaxFailures),
        .. RestartSettings.Parse(method),
        PlainSettings.ParseNumber(method, SettingOption.Concurrency),
        PlainSettings.ParsePolicy(method, "Ready"),
        PlainSettings.ParseInstances(method),
        DurationSettings.Parse(method, "StartTimeout"),
        DurationSettings.Parse(method, "StopTimeout"),
        PathSettings.ParseDirectory(method, "WorkingDirectory"),
        PathSettings.ParseUmask(method),
        .. ContextSettings.Parse(method),
    ];
}
