using System.Globalization;
using System.Text;
using Daemonize.Text;

namespace Daemonize.ServiceFiles;

/// <summary>
/// Writes a stanza of logrotate(8) for the logs of a daemon that was started with <c>start</c>: rotated as the settings say, and reopened
/// by the daemon.
/// </summary>
internal static class LogrotateStanza
{
    /// <summary>The size in bytes if the settings have no limit: a user of logrotate wants one.</summary>
    private const long Size = 50 << 20;

    public static string Create(ServicePlan plan)
    {
        List<string> files =
            [.. new[] { plan.Settings.LogFile, plan.Settings.ErrorFile }.Distinct().Where(IsFile).SelectMany(log => Instances(plan, log))];
        if (files.Count == 0)
        {
            throw new DaemonException(
                $"{plan.Definition.Name} has no log file that could be rotated (LogFile is {plan.Settings.LogFile})", DaemonExitCode.Usage);
        }

        var settings = plan.Settings;
        var text = new StringBuilder();
        text.Append("# ").Append(plan.FirstLine(plan.Name)).Append('\n');
        text.Append(string.Join(' ', files.ConvertAll(Quote))).Append(" {\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"    size {(settings.LogMaxSize == 0 ? Size : settings.LogMaxSize)}\n    rotate {settings.LogBackups}\n");

        // Dates instead of numbers: the numbers are the daemon's, which may rotate too.
        text.Append("    dateext\n    dateformat -%Y%m%d-%s\n    missingok\n    notifempty\n")
            .Append(settings.LogCompress ? "    compress\n    delaycompress\n" : "");
        if (settings.RootDirectory is not null)
        {
            // The daemon cannot open a path that is outside its root directory.
            return text.Append("    copytruncate\n}\n").ToString();
        }

        // A daemon that does not run (exit code 7) has no log open; logrotate mails any other message to root.
        text.Append("    sharedscripts\n    postrotate\n        said=$(")
            .Append(string.Join(' ', plan.Command.Words.ConvertAll(ShellQuote)))
            .Append(" reload ").Append(ShellQuote(plan.Definition.Name))
            .Append(" 2>&1) || test $? -eq 7 || { echo \"$said\" >&2; exit 1; }\n    endscript\n}\n");
        return text.ToString();
    }

    private static bool IsFile(string target) => LogTarget.IsFile(target) && !FilePathText.IsKernels(target);

    /// <summary>Gets the log of each instance, which has its number before the extension.</summary>
    private static IEnumerable<string> Instances(ServicePlan plan, string log)
    {
        if (!plan.IsTemplate)
        {
            return [log];
        }

        var extension = Path.GetExtension(log);
        return Enumerable.Range(1, plan.Instances)
            .Select(number => $"{log[..^extension.Length]}.{number.ToString(CultureInfo.InvariantCulture)}{extension}");
    }

    /// <summary>Quotes a path, which logrotate reads as a pattern; a backslash makes a character literal.</summary>
    private static string Quote(string path)
    {
        var quoted = new StringBuilder();
        foreach (var character in path)
        {
            _ = character is '*' or '?' or '[' or '\\' or '"' ? quoted.Append('\\').Append(character)
                : char.IsControl(character)
                    ? throw new DaemonException($"logrotate cannot name '{OneLine.From(path)}'", DaemonExitCode.Usage)
                : quoted.Append(character);
        }

        return quoted.ToString() is var text && text.AsSpan().IndexOfAny(" '\"{") >= 0 ? $"\"{text}\"" : text;
    }

    public static string ShellQuote(string word) =>
        word.All(static character => char.IsAsciiLetterOrDigit(character) || "-_./=:,@+%".Contains(character, StringComparison.Ordinal))
            ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
