using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads the settings of restarts.</summary>
internal static class RestartSettings
{
    private static readonly string[] Companions = ["RestartDelay", "MaxRestartDelay", "MaxRestarts", "RestartWindow"];

    public static SettingModel?[] Parse(DaemonMethodSymbol method) =>
    [
        PlainSettings.ParsePolicy(method, "Restart"),
        DurationSettings.Parse(method, "RestartDelay"),
        DurationSettings.Parse(method, "MaxRestartDelay"),
        PlainSettings.ParseNumber(method, SettingOption.MaxRestarts),
        DurationSettings.Parse(method, "RestartWindow"),
    ];

    /// <summary>
    /// Reports restart settings that have no effect because the attribute sets Restart to never. If the attribute does not set Restart, a
    /// start may still set it.
    /// </summary>
    public static void ReportContradictions(DaemonMethodSymbol method, SettingsModel settings)
    {
        if (settings.Text("Restart") == "never")
        {
            foreach (var companion in Companions)
            {
                if (method.IsSet(companion))
                {
                    Contradictions.Report(method, companion, "Restart", "it has no effect without restarts");
                }
            }
        }

        Contradictions.ReportLongest(method, settings, SettingOption.RestartDelay, SettingOption.MaxRestartDelay);
    }
}
