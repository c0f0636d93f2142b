using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Reports settings that are valid separately but not together, at one setting of the pair. A setting with its own mistake is missing from
/// the model and contradicts nothing.
/// </summary>
internal static class Contradictions
{
    private static readonly Setting[] OfRestart =
        [Setting.RestartDelay, Setting.MaxRestartDelay, Setting.MaxRestarts, Setting.RestartWindow];

    public static void Report(DaemonMethodSymbol method, SettingsModel settings)
    {
        ReportFiles(method, settings, Setting.LogFile);
        ReportFiles(method, settings, Setting.ErrorFile);
        ReportLogSize(method, settings);
        ReportLongest(method, settings, Setting.RetryDelay, Setting.MaxRetryDelay);
        ReportRestart(method, settings);
        ReportLongest(method, settings, Setting.RestartDelay, Setting.MaxRestartDelay);
        ScheduleContradictions.Report(method, settings);
        ClusterContradictions.Report(method, settings);
    }

    /// <summary>Reports a setting that contradicts another setting.</summary>
    public static void Report(DaemonMethodSymbol method, Setting setting, Setting other, string reason) =>
        ReportWith(method, setting, Describe(method, other), reason);

    /// <summary>Reports a setting that contradicts something other than a setting.</summary>
    public static void ReportWith(DaemonMethodSymbol method, Setting setting, string other, string reason) => method.Report(
        DiagnosticDescriptors.SettingsMustNotContradict, method.SettingLocation(setting.Property), Describe(method, setting), other,
        reason);

    /// <summary>Returns a setting with its value as the user wrote it.</summary>
    public static string Describe(DaemonMethodSymbol method, Setting setting) =>
        $"{setting.Property} '{method.SettingText(setting.Property)}'";

    // Relative paths have different base directories: the runtime directory and the log directory.
    private static void ReportFiles(DaemonMethodSymbol method, SettingsModel settings, Setting logFile)
    {
        if (settings.Text(Setting.PidFile) is not { } pidPath || settings.Text(logFile) is not { } logPath
            || !PathText.IsAbsolute(pidPath) || !PathText.IsAbsolute(logPath))
        {
            return;
        }

        var (pid, log) = (PathText.Normalize(pidPath), PathText.Normalize(logPath));
        if (log == pid)
        {
            Report(method, logFile, Setting.PidFile, "the log and the process id cannot share a file");
        }
        else if (log == pid + ".lock")
        {
            Report(method, logFile, Setting.PidFile, "this file is the lock next to the pid file");
        }
    }

    /// <summary>Reports a size limit for a log that is not a file: only a file can be rotated.</summary>
    private static void ReportLogSize(DaemonMethodSymbol method, SettingsModel settings)
    {
        if (settings.Text(Setting.LogMaxSize) is not (null or CronText.Off)
            && settings.Text(Setting.LogFile) is { } log && !LogTarget.IsFile(log)
            && !(settings.Text(Setting.ErrorFile) is { } error && LogTarget.IsFile(error)))
        {
            Report(method, Setting.LogMaxSize, Setting.LogFile, "that is not a file and has no size");
        }
    }

    /// <summary>
    /// Reports restart settings that have no effect because the attribute sets Restart to never. If the attribute does not set Restart, a
    /// start may still set it.
    /// </summary>
    private static void ReportRestart(DaemonMethodSymbol method, SettingsModel settings)
    {
        foreach (var companion in settings.Text(Setting.Restart) == "never" ? OfRestart : [])
        {
            if (method.IsSet(companion.Property))
            {
                Report(method, companion, Setting.Restart, "it has no effect without restarts");
            }
        }
    }

    /// <summary>Reports a longest wait that is shorter than the first wait.</summary>
    private static void ReportLongest(
        DaemonMethodSymbol method, SettingsModel settings, Setting<SettingTime> firstWait, Setting<SettingTime> longestWait)
    {
        if (DurationOf(method, settings, longestWait) < DurationOf(method, settings, firstWait))
        {
            var (marked, other) = method.IsSet(longestWait.Property) ? (longestWait, firstWait) : (firstWait, longestWait);
            ReportWith(
                method, marked, $"{other.Property} '{settings.Text(other) ?? other.DefaultText("")}'",
                "the longest wait is not shorter than the first");
        }
    }

    // The default counts only if the user has not tried to set another value.
    private static TimeSpan? DurationOf(DaemonMethodSymbol method, SettingsModel settings, Setting<SettingTime> setting) =>
        (settings.Text(setting) ?? (method.IsSet(setting.Property) ? null : setting.DefaultText(""))) is { } text
            ? setting.Kind.Read(text)
            : null;
}
