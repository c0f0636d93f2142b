using Daemonize.Generator.Diagnostics;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Settings that are each fine and together are not. One method a pair; the later setting of the pair is the one that is marked.
/// A setting with a mistake of its own is null here and contradicts nothing.
/// </summary>
internal static class Contradictions
{
    public static void Report(MarkedMethod method, SettingsModel settings)
    {
        ReportFiles(method, settings.Text("PidFile"), settings.Text("LogFile"));
    }

    // Relative ones lie in different directories: that of the runtime, and that of the logs.
    private static void ReportFiles(MarkedMethod method, string? pidFile, string? logFile)
    {
        if (pidFile is null || logFile is null || !PathText.IsAbsolute(pidFile) || !PathText.IsAbsolute(logFile))
        {
            return;
        }

        var (pid, log) = (PathText.Normalize(pidFile), PathText.Normalize(logFile));
        if (log == pid)
        {
            Report(method, "LogFile", "PidFile", "the log and the process id cannot share a file");
        }
        else if (log == pid + ".lock")
        {
            Report(method, "LogFile", "PidFile", "this file is the lock beside the pid file");
        }
    }

    private static void Report(MarkedMethod method, string setting, string other, string reason) => method.Report(
        DiagnosticDescriptors.SettingsMustNotContradict,
        method.SettingLocation(setting),
        $"{setting} '{method.Setting(setting)}'",
        $"{other} '{method.Setting(other)}'",
        reason);
}
