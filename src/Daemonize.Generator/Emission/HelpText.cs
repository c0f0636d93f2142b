using System.Text;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Emission;

/// <summary>
/// Writes the text of <c>--help</c> when the program is built; nothing is assembled at run time. Only the wrapping depends on the width of
/// the terminal: a tab marks where the lines of a description begin (see HelpWriter in the runtime).
/// </summary>
internal static class HelpText
{
    private const int MaxColumn = 30;

    /// <summary>Returns the text with a line end after the last line.</summary>
    public static string Write(ProgramModel program)
    {
        var text = new StringBuilder();
        text.Append($"Usage: {program.Name} <verb> [<daemon>...] [<option>...]\n");
        WriteGroup(text, "Verbs, for the daemons that are named or all:", Verbs());
        WriteGroup(text, "Daemons:", program.Set.Daemons.Select(static daemon => (daemon.Name, Describe(daemon))));
        foreach (var daemon in program.Set.Daemons)
        {
            var options = daemon.Method.Options.Select(option => (Syntax(option), Describe(option, program.Name))).ToArray();
            if (options.Length > 0)
            {
                WriteGroup(text, $"Options of {daemon.Name}, for start, restart, run and once:", options);
            }
        }

        WriteGroup(text, "Schedule settings, for start, restart, run and once:", Settings(program, SettingOption.Interval, SettingOption.MaxRuns));
        WriteGroup(text, "Failure settings, for the same verbs:", Settings(program, SettingOption.OnFailure, SettingOption.RestartWindow));
        WriteGroup(text, "Other settings, for the same verbs; the files for all verbs:", Settings(program, SettingOption.Concurrency, SettingOption.PidFile));
        WriteGroup(text, "Log settings, for the same verbs; the files for all verbs:", Settings(program, SettingOption.LogFile, SettingOption.LogFormat));
        WriteGroup(text, "Process settings, for the same verbs:", Settings(program, SettingOption.WorkingDirectory, SettingOption.EnvironmentFile));
        WriteGroup(text, "Options of status and list:", VerbOptions.Lines("status"));
        WriteGroup(text, "Options of stop; reload has only --timeout:", VerbOptions.Lines("stop"));
        WriteGroup(text, "Options of logs:", VerbOptions.Lines("logs"));
        WriteGroup(text, "Options of install, in addition to those of start; unit and uninstall have some:", VerbOptions.Lines("install"));
        WriteGroup(text, "Other options:", [("-h, --help", "Print this text"), ("    --version", "Print the version"), ("    --", "End of the options")]);
        WriteGroup(text, "Exit codes:", [("0", "Done"), ("1", "Failed"), ("2", "Wrong usage"), ("4", "No permission"), ("7", "Not running, for reload")]);
        WriteGroup(text, "Exit codes of status:", [("0", "Running"), ("1", "Dead, pid file left"), ("3", "Not running"), ("4", "Unknown, suspended, hung or waiting for a restart")]);
        return text.ToString();
    }

    /// <summary>Returns the verbs that the help lists, with their descriptions.</summary>
    public static (string Name, string Help)[] Verbs() =>
    [
        ("start", "Start, and return when ready"),
        ("stop", "Stop, and return when stopped"),
        ("restart", "Stop, then start with the same options, and those given now"),
        ("try-restart", "Restart those that run, and leave the rest"),
        ("reload", "Reopen the logs and call OnReload"),
        ("status", "Show whether it runs, since when, and its ticks"),
        ("list", "List the running daemons of all programs of this user"),
        ("run", "Run in the foreground, until Ctrl-C"),
        ("once", "Run one tick in the foreground"),
        ("logs", "Print the end of the log"),
        ("unit", "Print a service file: unit systemd, supervisord, logrotate, tmpfiles or kubernetes"),
        ("install", "Register with the service manager and start"),
        ("uninstall", "Stop, and remove from the service manager"),
        ("completion", "Print a completion script: completion bash, zsh or fish"),
        ("help", "Print this text"),
    ];

    // The settings from the first to the last, in the order of the help, if at least one daemon takes them.
    private static IEnumerable<(string, string)> Settings(ProgramModel program, SettingOption first, SettingOption last)
    {
        var start = Array.IndexOf(SettingOption.All, first);
        foreach (var setting in SettingOption.All.Skip(start).Take(Array.IndexOf(SettingOption.All, last) - start + 1))
        {
            DaemonModel[] daemons = [.. program.Set.Daemons.Where(daemon => daemon.Takes(setting))];
            if (daemons.Length > 0)
            {
                yield return (Syntax(setting), $"{Describe(setting)}{Default(setting, daemons)} [{Variable(setting, program)}]");
            }
        }
    }

    /// <summary>Returns the description of a setting, with the words that it accepts.</summary>
    public static string Describe(SettingOption setting) => setting.Words.Length == 0 ? setting.Help : $"{setting.Help}: {setting.Accepted}";

    private static string Syntax(SettingOption setting) => setting.IsFlag ? $"    --[no-]{setting.Name}" : $"    --{setting.Name} <{setting.Placeholder}>";

    private static string Variable(SettingOption setting, ProgramModel program)
    {
        var daemons = program.Set.Daemons;
        var variables = daemons.Select(daemon => OptionName.ToVariable(program.Name, daemon.Name, setting, daemons.Count == 1)).Distinct().ToArray();
        return variables.Length == 1 ? variables[0] : OptionName.ToVariable(program.Name, "DAEMON", setting, isOnlyDaemon: false);
    }

    /// <summary>Returns the default of a setting if it is the same for all daemons that take the setting.</summary>
    private static string Default(SettingOption setting, DaemonModel[] daemons)
    {
        var values = daemons.Select(daemon => daemon.Settings.Text(setting.Property) ?? setting.DefaultOf(daemon.Name)).Distinct().ToArray();
        return values is [{ } value] ? $" [default: {value}]" : "";
    }

    /// <summary>Returns what a daemon does and its schedule. A list shows only the first sentence of the summary.</summary>
    public static string Describe(DaemonModel daemon)
    {
        var summary = FirstSentence(daemon.Method.Summary);
        return summary.Length == 0 ? daemon.Schedule : $"{summary} ({daemon.Schedule})";
    }

    /// <summary>Returns the first sentence without its period; empty if there is no summary.</summary>
    public static string FirstSentence(string summary)
    {
        var end = summary.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? summary : summary.Substring(0, end)).TrimEnd('.');
    }

    /// <summary>Returns the help of an option; without help, the values that it accepts.</summary>
    public static string Describe(OptionModel option) =>
        option.Help.Length > 0 ? option.Help.TrimEnd('.') : $"{char.ToUpperInvariant(option.Value.Accepted[0])}{option.Value.Accepted.Substring(1)}";

    /// <summary>Returns text without control characters. A default may contain some, and they would move the cursor.</summary>
    public static string OneLine(string text) => new(Array.ConvertAll(text.ToCharArray(), static character => char.IsControl(character) ? ' ' : character));

    private static string Syntax(OptionModel option)
    {
        var alias = option.Alias == '\0' ? "    " : $"-{option.Alias}, ";
        return option.Form switch
        {
            OptionForm.Flag => $"{alias}--[no-]{option.Name}",
            OptionForm.List or OptionForm.Set => $"{alias}--{option.Name} <{option.Value.Placeholder}>...",
            _ => $"{alias}--{option.Name} <{option.Value.Placeholder}>",
        };
    }

    private static string Describe(OptionModel option, string program)
    {
        var fallback = option.Default is null ? " (required)" : option.DefaultText is { } text ? $" [default: {text}]" : "";
        return $"{Describe(option)}{fallback} [{OptionName.ToVariable(program, option.Name)}]";
    }

    private static void WriteGroup(StringBuilder text, string title, IEnumerable<(string Left, string Right)> lines)
    {
        var all = lines.ToArray();
        var width = all.Select(static line => line.Left.Length).Where(static length => length <= MaxColumn).DefaultIfEmpty(MaxColumn).Max();
        text.Append('\n').Append(title).Append('\n');
        foreach (var (left, right) in all)
        {
            text.Append("  ").Append(left);
            if (left.Length > width)
            {
                text.Append('\n').Append(' ', 2 + width);
            }

            text.Append(' ', Math.Max(0, width - left.Length) + 2).Append('\t').Append(OneLine(right)).Append('\n');
        }
    }
}
