using System.Globalization;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads the settings of the log, except its path.</summary>
internal static class LogSettings
{
    public static SettingModel?[] Parse(DaemonMethodSymbol method) =>
    [
        PathSettings.ParseFile(method, "ErrorFile"),
        ParseSize(method),
        PlainSettings.ParseNumber(method, SettingOption.LogBackups),
        PlainSettings.ParseFlag(method, "LogCompress"),
        PlainSettings.ParsePolicy(method, "LogFormat"),
    ];

    /// <summary>Reports a size limit for a log that is not a file: only a file can be rotated.</summary>
    public static void ReportContradictions(DaemonMethodSymbol method, SettingsModel settings)
    {
        if (settings.Find("LogMaxSize") is { IsOff: false }
            && settings.Text("LogFile") is { } log && !LogTarget.IsFile(log)
            && !(settings.Text("ErrorFile") is { } error && LogTarget.IsFile(error)))
        {
            Contradictions.Report(method, "LogMaxSize", "LogFile", "that is not a file and has no size");
        }
    }

    private static SettingModel? ParseSize(DaemonMethodSymbol method)
    {
        if (method.Setting("LogMaxSize") is not { } text)
        {
            return null;
        }

        if (text == CronText.Off)
        {
            return new SettingModel("LogMaxSize", text, Code: null);
        }

        if (ByteSize.TryParse(text, out var size) && size >= LogSize.Least)
        {
            return new SettingModel("LogMaxSize", text, size.ToString(CultureInfo.InvariantCulture), text);
        }

        method.Report(
            DiagnosticDescriptors.ValueMustBeInRange,
            method.SettingLocation("LogMaxSize"),
            "LogMaxSize",
            text.Length == 0 ? "empty" : text,
            SettingOption.LogMaxSize.Accepted);
        return null;
    }
}
