using System.Globalization;
using System.Text;

namespace Daemonize.ServiceFiles;

/// <summary>What logrotate(8) does with the logs of a daemon that was started with <c>start</c>: as the settings have it, and the daemon reopens them.</summary>
internal static class LogrotateStanza
{
    /// <summary>Where the settings leave the log as it is; logrotate is there because that does not do.</summary>
    private const long Size = 50 << 20;

    public static string Create(ServicePlan plan)
    {
        List<string> files = [.. new[] { plan.Settings.LogFile, plan.Settings.ErrorFile }.Distinct().Where(IsFile).SelectMany(log => Instances(plan, log))];
        if (files.Count == 0)
        {
            throw new DaemonException($"{plan.Definition.Name} has no log file that could be rotated (LogFile is {plan.Settings.LogFile})", DaemonExitCode.Usage);
        }

        var settings = plan.Settings;
        var text = new StringBuilder();
        text.Append("# ").Append(plan.FirstLine(plan.Name)).Append('\n');
        text.Append(string.Join(' ', files.ConvertAll(Quote))).Append(" {\n");
        text.Append(CultureInfo.InvariantCulture, $"    size {(settings.LogMaxSize == 0 ? Size : settings.LogMaxSize)}\n    rotate {settings.LogBackups}\n");

        // Its own numbers are the daemon's, which may rotate too.
        text.Append("    dateext\n    dateformat -%Y%m%d-%s\n    missingok\n    notifempty\n").Append(settings.LogCompress ? "    compress\n    delaycompress\n" : "");
        if (settings.RootDirectory is not null)
        {
            // The daemon cannot open a path that is outside its root directory.
            return text.Append("    copytruncate\n}\n").ToString();
        }

        // What does not run (7) has no log open; what else is said, logrotate mails to root.
        text.Append("    sharedscripts\n    postrotate\n        said=$(").Append(string.Join(' ', plan.Command.Words.ConvertAll(ShellQuote)))
            .Append(" reload ").Append(ShellQuote(plan.Definition.Name)).Append(" 2>&1) || test $? -eq 7 || { echo \"$said\" >&2; exit 1; }\n    endscript\n}\n");
        return text.ToString();
    }

    private static bool IsFile(string target) => LogTarget.IsFile(target) && !FilePathText.IsKernels(target);

    /// <summary>The log of each instance has its number before the extension.</summary>
    private static IEnumerable<string> Instances(ServicePlan plan, string log)
    {
        if (!plan.IsTemplate)
        {
            return [log];
        }

        var extension = Path.GetExtension(log);
        return Enumerable.Range(1, plan.Instances).Select(number => $"{log[..^extension.Length]}.{number.ToString(CultureInfo.InvariantCulture)}{extension}");
    }

    /// <summary>The name may be a pattern, whose letters a backslash makes plain.</summary>
    private static string Quote(string path)
    {
        var quoted = new StringBuilder();
        foreach (var character in path)
        {
            _ = character is '*' or '?' or '[' or '\\' or '"' ? quoted.Append('\\').Append(character)
                : char.IsControl(character) ? throw new DaemonException($"logrotate cannot name '{Options.OneLine.From(path)}'", DaemonExitCode.Usage)
                : quoted.Append(character);
        }

        return quoted.ToString() is var text && text.AsSpan().IndexOfAny(" '\"{") >= 0 ? $"\"{text}\"" : text;
    }

    public static string ShellQuote(string word) =>
        word.All(static character => char.IsAsciiLetterOrDigit(character) || "-_./=:,@+%".Contains(character, StringComparison.Ordinal)) ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
