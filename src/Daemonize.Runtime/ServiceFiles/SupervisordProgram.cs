using System.Globalization;
using System.Text;
using Daemonize.Text;

namespace Daemonize.ServiceFiles;

/// <summary>The program section of a daemon (supervisord's "[program:x] Section Settings").</summary>
internal static class SupervisordProgram
{
    private static readonly TimeSpan Margin = new(0, 0, 5);

    /// <summary>
    /// The largest number of backups: supervisord looks for every number, from the greatest on, while the program waits; our own rotation
    /// looks for existing files.
    /// </summary>
    private const int MostBackups = 10_000;

    /// <summary>
    /// Creates the section. It has no <c>user=</c>: the program switches to its user itself, and its pid file is where root's other
    /// commands look for it. The section is always a group: one instance and several have names of the same form.
    /// </summary>
    /// <param name="plan">The daemon, with its settings and command.</param>
    /// <param name="mayStart">Whether supervisord starts the daemon as soon as it has read the file, and at boot.</param>
    public static string Create(ServicePlan plan, bool mayStart = true)
    {
        var settings = plan.Settings;
        if (settings.EnvironmentFile is { } file)
        {
            throw new DaemonException(
                $"supervisord reads no environment file ({file}); leave EnvironmentFile out, and say Environment", DaemonExitCode.Usage);
        }

        if (settings.LogBackups > MostBackups)
        {
            throw new DaemonException(
                $"supervisord looks for each of {settings.LogBackups} old logs whenever it moves one away; set LogBackups to " +
                $"{MostBackups} or less", DaemonExitCode.Usage);
        }

        var text = new StringBuilder();
        text.Append("; ").Append(plan.FirstLine(plan.Name)).Append("\n; ").Append(plan.Description).Append('\n');
        text.Append("[program:").Append(plan.Name).Append("]\n");
        Add(text, "command", CommandLine(plan));
        Add(text, "numprocs", plan.Instances.ToString(CultureInfo.InvariantCulture));
        Add(text, "numprocs_start", "1");
        Add(text, "process_name", "%(process_num)d");
        Add(text, "directory", Escape(plan.WorkingDirectory));
        Add(text, "umask", Convert.ToString(settings.Umask, 8).PadLeft(3, '0'));
        Add(text, "autostart", mayStart ? "true" : "false");
        Add(text, "autorestart", settings.Restart == RestartPolicy.Always ? "true" : "unexpected");
        Add(text, "exitcodes", "0");
        Add(text, "startsecs", "1");
        Add(text, "stopsignal", "TERM");
        Add(text, "stopwaitsecs", Seconds(settings.StopTimeout + Margin));
        Add(text, "killasgroup", "true");
        AddLogs(text, plan);
        if (Environment(plan) is { Length: > 0 } environment)
        {
            Add(text, "environment", environment);
        }

        return text.ToString();
    }

    /// <summary>Adds the files of the two streams, to which a program in the foreground writes what a daemon writes to its log.</summary>
    private static void AddLogs(StringBuilder text, ServicePlan plan)
    {
        var (log, error) = (plan.Settings.LogFile, plan.Settings.ErrorFile);
        if (log == error)
        {
            Add(text, "redirect_stderr", "true");
        }

        AddLog(text, "stdout", plan, log);
        if (log != error)
        {
            AddLog(text, "stderr", plan, error);
        }
    }

    private static void AddLog(StringBuilder text, string stream, ServicePlan plan, string target)
    {
        if (!LogTarget.IsFile(target))
        {
            Add(text, $"{stream}_{(target == LogTarget.Null ? "logfile" : "syslog")}", target == LogTarget.Null ? "NONE" : "true");
            return;
        }

        // supervisord's own directory exists, ours may not; several instances need a name each.
        if (target.StartsWith("/var/log/" + plan.Program.Name + "/", StringComparison.Ordinal))
        {
            target = $"/var/log/supervisor/{plan.Name}{(stream == "stderr" ? "-error" : "")}.log";
        }

        var extension = Path.GetExtension(target);
        Add(text, stream + "_logfile",
            Escape(target[..^extension.Length]) + (plan.IsTemplate ? ".%(process_num)d" : "") + Escape(extension));
        Add(text, stream + "_logfile_maxbytes", plan.Settings.LogMaxSize.ToString(CultureInfo.InvariantCulture));
        Add(text, stream + "_logfile_backups", plan.Settings.LogBackups.ToString(CultureInfo.InvariantCulture));
    }

    private static string CommandLine(ServicePlan plan)
    {
        List<string> words = [.. plan.Command.Words, "run"];
        var line =
            string.Join(' ', words.ConvertAll(Quote)) + " " + Escape(plan.Definition.Name) + (plan.IsTemplate ? ":%(process_num)d" : "");
        return string.Concat(line, string.Concat(plan.Arguments.ConvertAll(static argument => " " + Quote(argument))));
    }

    private static string Environment(ServicePlan plan)
    {
        List<string> entries = [];
        if (System.Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            entries.Add($"DOTNET_ROOT={QuoteValue(root)}");
        }

        foreach (var entry in plan.Settings.EnvironmentEntries)
        {
            // A variable without a value is kept, like all others.
            if (EnvironmentEntry.TryParse(entry, out var name, out var value) && value is not null)
            {
                entries.Add($"{name}={QuoteValue(value)}");
            }
        }

        return string.Join(',', entries);
    }

    private static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Quotes a word of the command for Python's shlex. A blank with <c>;</c> or <c>#</c> after it would begin a comment, even between
    /// quotes: they are closed before it and opened again.
    /// </summary>
    private static string Quote(string word)
    {
        if (word.AsSpan().ContainsAny('\n', '\r'))
        {
            throw Refuse(word);
        }

        if (word.Length > 0
            && word.All(
                static character => char.IsAsciiLetterOrDigit(character) || "-_./=:,@+%".Contains(character, StringComparison.Ordinal)))
        {
            return Escape(word);
        }

        var quoted = word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return Escape($"\"{quoted.Replace(" ;", " \"\";", StringComparison.Ordinal).Replace(" #", " \"\"#", StringComparison.Ordinal)}\"");
    }

    /// <summary>Quotes a value of the environment, in which nothing can be escaped, with the quotes that it does not contain.</summary>
    private static string QuoteValue(string value)
    {
        var quote = value.Contains('"', StringComparison.Ordinal) ? '\'' : '"';
        return value.Contains(quote, StringComparison.Ordinal) || value.Trim('"', '\'').Length < value.Length
            || value.AsSpan().ContainsAny('\n', '\r')
            || value.Contains(" ;", StringComparison.Ordinal) || value.Contains(" #", StringComparison.Ordinal)
            ? throw Refuse(value)
            : Escape($"{quote}{value}{quote}");
    }

    private static DaemonException Refuse(string text) =>
        new($"supervisord has no way to write '{OneLine.From(text)}' (line ends, comments or quotes); leave it out",
            DaemonExitCode.Usage);

    private static string Escape(string text) => text.Replace("%", "%%", StringComparison.Ordinal);

    private static void Add(StringBuilder text, string key, string value) => text.Append(key).Append('=').Append(value).Append('\n');
}
