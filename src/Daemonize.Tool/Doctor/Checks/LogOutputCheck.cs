using Daemonize.Platform;
using Daemonize.Text;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Whether the process writes into the file at the log's path, and whether the log says that lines were lost.</summary>
internal static class LogOutputCheck
{
    public static CheckResult Look(ExaminedDaemon daemon, LiveProcess process)
    {
        var logs = daemon.FindLogs();
        if (logs.Count == 0)
        {
            return CheckResult.PassedAs("it has no log file");
        }

        if (process.IsForeground)
        {
            return CheckResult.NotKnown("it runs in the foreground: its output may go to whoever has started it");
        }

        // With LogMaxSize, or two logs, another descriptor than 1 and 2 is the log: those are pipes to the daemon itself.
        var all = process.Descriptors();
        foreach (var log in logs)
        {
            if (!all.Exists(one => IsAt(process, one.Number, log)))
            {
                return CheckResult.Found(
                    $"it does not write into {log}: the file was removed, renamed or replaced",
                    $"have it open the log again: daemonize reload {daemon.Seen.FullName}", Describe(all));
            }
        }

        return FindLostIn(logs) is { } lost
            ? CheckResult.Found(
                $"its log says that lines were lost: {OneLine.From(lost)}",
                $"make room on the disk of {logs[0]}, or slow the output down", lost)
            : CheckResult.PassedAs(string.Join(' ', logs));
    }

    /// <summary>Finds the last line in which the log says that lines were lost; null for none.</summary>
    public static string? FindLost(IReadOnlyList<string> lines) => lines.LastOrDefault(
        static line => line.Contains(" line was lost: ", StringComparison.Ordinal)
            || line.Contains(" lines were lost: ", StringComparison.Ordinal));

    private static string? FindLostIn(List<string> logs) =>
        logs.Select(static log => FindLost(LogEnd.Read(log))).FirstOrDefault(static line => line is not null);

    private static bool IsAt(LiveProcess process, int number, string log) =>
        process.Link($"fd/{number}") is ['/', ..] && FileStat.TryRead(log, out var named, out _)
        && FileStat.TryRead($"/proc/{process.Id}/fd/{number}", out var open, out _) && open.IsSameFile(named);

    private static string Describe(List<(int Number, string Target)> all) =>
        string.Join(", ", all.Where(static one => one.Number is 1 or 2).Select(static one => $"fd {one.Number} -> {one.Target}"));
}
