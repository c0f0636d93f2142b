using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Reports settings that are valid separately but not together, at one setting of the pair. A setting with its own mistake is missing from
/// the model and contradicts nothing.
/// </summary>
internal static class Contradictions
{
    public static void Report(DaemonMethodSymbol method, SettingsModel settings)
    {
        ReportFiles(method, settings.Text("PidFile"), settings.Text("LogFile"), "LogFile");
        ReportFiles(method, settings.Text("PidFile"), settings.Text("ErrorFile"), "ErrorFile");
        LogSettings.ReportContradictions(method, settings);
        ReportLongest(method, settings, SettingOption.RetryDelay, SettingOption.MaxRetryDelay);
        RestartSettings.ReportContradictions(method, settings);
        ScheduleContradictions.Report(method, settings);
    }

    /// <summary>Reports a setting that contradicts another setting.</summary>
    public static void Report(DaemonMethodSymbol method, string setting, string other, string reason) =>
        ReportWith(method, setting, Describe(method, other), reason);

    /// <summary>Reports a setting that contradicts something other than a setting.</summary>
    public static void ReportWith(DaemonMethodSymbol method, string setting, string other, string reason) => method.Report(
        DiagnosticDescriptors.SettingsMustNotContradict, method.SettingLocation(setting), Describe(method, setting), other, reason);

    // Relative paths have different base directories: the runtime directory and the log directory.
    private static void ReportFiles(DaemonMethodSymbol method, string? pidFile, string? logFile, string logProperty)
    {
        if (pidFile is null || logFile is null || !PathText.IsAbsolute(pidFile) || !PathText.IsAbsolute(logFile))
        {
            return;
        }

        var (pid, log) = (PathText.Normalize(pidFile), PathText.Normalize(logFile));
        if (log == pid)
        {
            Report(method, logProperty, "PidFile", "the log and the process id cannot share a file");
        }
        else if (log == pid + ".lock")
        {
            Report(method, logProperty, "PidFile", "this file is the lock next to the pid file");
        }
    }

    /// <summary>Reports a longest wait that is shorter than the first wait.</summary>
    public static void ReportLongest(DaemonMethodSymbol method, SettingsModel settings, SettingOption firstWait, SettingOption longestWait)
    {
        if (Duration(method, settings, longestWait) < Duration(method, settings, firstWait))
        {
            var (marked, other) = method.IsSet(longestWait.Property) ? (longestWait, firstWait) : (firstWait, longestWait);
            ReportWith(
                method, marked.Property, $"{other.Property} '{settings.Text(other.Property) ?? other.Default}'",
                "the longest wait is not shorter than the first");
        }
    }

    // The default counts only if the user has not tried to set another value.
    private static TimeSpan? Duration(DaemonMethodSymbol method, SettingsModel settings, SettingOption setting) =>
        settings.Find(setting.Property) is { } given ? given.Duration
        : !method.IsSet(setting.Property) && Daemonize.Duration.TryParse(setting.Default, out var value) ? value
        : null;

    private static string Describe(DaemonMethodSymbol method, string setting) => $"{setting} '{method.SettingText(setting)}'";
}
