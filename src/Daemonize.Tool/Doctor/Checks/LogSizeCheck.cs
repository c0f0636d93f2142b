using System.IO.Enumeration;
using Daemonize.Platform;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Whether something cuts the log: the daemon itself, the journal, or logrotate.</summary>
internal static class LogSizeCheck
{
    private const string Rotation = "/etc/logrotate.d";

    public static CheckResult Look(ExaminedDaemon daemon)
    {
        if (daemon.FindLogs() is not [_, ..] logs)
        {
            return daemon.Card is null && daemon.Process is null
                ? CheckResult.NotKnown("nothing says where its log is: it does not run, and has no card")
                : CheckResult.PassedAs("it has no log file");
        }

        if (daemon.SettingOf(Setting.LogMaxSize) is { } size and not CronText.Off)
        {
            return CheckResult.PassedAs($"LogMaxSize is {size}");
        }

        var endless = logs.FindAll(static log => !IsRotated(log));
        if (endless is not [var first, ..])
        {
            return CheckResult.PassedAs($"{Rotation} names it");
        }

        return daemon.Card is null ? CheckResult.NotKnown("it has no card, so LogMaxSize is not known")
            : CheckResult.Found(
                $"its log grows without end: {Describe(first, daemon.Now)}",
                $"set LogMaxSize = \"10MB\", or: {daemon.Command} unit logrotate {daemon.Seen.Daemon} > " +
                $"{Rotation}/{daemon.Seen.Program}-{daemon.Seen.Daemon}",
                first);
    }

    /// <summary>Whether a line of logrotate's files names the log, as a path or a pattern.</summary>
    /// <param name="lines">The lines of a file.</param>
    /// <param name="log">The path of the log.</param>
    public static bool IsNamed(IEnumerable<string> lines, string log)
    {
        foreach (var line in lines)
        {
            foreach (var word in line.Split([' ', '\t', '"', '{'], StringSplitOptions.RemoveEmptyEntries))
            {
                // A pattern of a shell; a star does not match a slash there, so the directories must be the same.
                if (word is ['/', ..] && Path.GetDirectoryName(word) == Path.GetDirectoryName(log)
                    && FileSystemName.MatchesSimpleExpression(Path.GetFileName(word), Path.GetFileName(log), ignoreCase: false))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Gets a size in the largest unit that leaves a digit before the point: <c>2.1 GB</c>.</summary>
    public static string FormatSize(long bytes)
    {
        string[] units = ["bytes", "KB", "MB", "GB", "TB"];
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1024 && unit < units.Length - 1; unit++)
        {
            size /= 1024;
        }

        return string.Create(InvariantNumbers.Format, $"{size:0.#} {units[unit]}");
    }

    private static string Describe(string log, DateTimeOffset now)
    {
        if (!FileStat.TryRead(log, out var facts, out _))
        {
            return "there is none yet";
        }

        // File systems that do not keep the time of birth give that of the last change, which is no age.
        var age = now - File.GetCreationTimeUtc(log);
        return age.TotalMinutes >= 1 ? $"{FormatSize(facts.Size)} in {AgeOf(age)}" : FormatSize(facts.Size);
    }

    private static string AgeOf(TimeSpan age) =>
        age.TotalDays >= 2 ? $"{(int)age.TotalDays} days"
        : age.TotalHours >= 2 ? $"{(int)age.TotalHours} hours"
        : $"{(int)age.TotalMinutes} minutes";

    private static bool IsRotated(string log)
    {
        List<string> files = Directory.Exists(Rotation) ? [.. Directory.EnumerateFiles(Rotation)] : [];
        files.Add("/etc/logrotate.conf");
        return files.Exists(file => File.Exists(file) && IsNamed(File.ReadLines(file), log));
    }
}
