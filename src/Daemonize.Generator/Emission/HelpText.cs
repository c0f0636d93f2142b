using System.Text;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Emission;

/// <summary>
/// Writes the parts of the help that depend on the program, when it is built. The runtime adds the verbs and their options.
/// </summary>
internal static class HelpText
{
    /// <summary>Returns the daemons and the options of their methods, with a line end after the last line.</summary>
    public static string Write(ProgramModel program)
    {
        var text = new StringBuilder();
        HelpGroup.Append(text, "Daemons:", program.Set.Daemons.Select(static daemon => (daemon.Name, Describe(daemon))));
        foreach (var daemon in program.Set.Daemons)
        {
            var options = daemon.Method.Options.Select(option => (Syntax(option), Describe(option, program.Name))).ToArray();
            if (options.Length > 0)
            {
                HelpGroup.Append(text, $"Options of {daemon.Name}, for start, restart, run and once:", options);
            }
        }

        return text.ToString();
    }

    /// <summary>Returns the settings, with a line end after the last line.</summary>
    public static string WriteSettings(ProgramModel program)
    {
        var text = new StringBuilder();
        HelpGroup.Append(
            text, "Schedule settings, for start, restart, run and once:", Settings(program, SettingOption.Interval, SettingOption.MaxRuns));
        HelpGroup.Append(
            text, "Failure settings, for the same verbs:", Settings(program, SettingOption.OnFailure, SettingOption.RestartWindow));
        HelpGroup.Append(
            text, "Other settings, for the same verbs; the files for all verbs:",
            Settings(program, SettingOption.Concurrency, SettingOption.PidFile));
        HelpGroup.Append(
            text, "Log settings, for the same verbs; the files for all verbs:",
            Settings(program, SettingOption.LogFile, SettingOption.LogFormat));
        HelpGroup.Append(
            text, "Process settings, for the same verbs:",
            Settings(program, SettingOption.WorkingDirectory, SettingOption.EnvironmentFile));
        return text.ToString();
    }

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
    public static string Describe(SettingOption setting) =>
        setting.Words.Length == 0 ? setting.Help : $"{setting.Help}: {setting.Accepted}";

    private static string Syntax(SettingOption setting) =>
        setting.IsFlag ? $"    --[no-]{setting.Name}" : $"    --{setting.Name} <{setting.Placeholder}>";

    private static string Variable(SettingOption setting, ProgramModel program)
    {
        var daemons = program.Set.Daemons;
        var variables =
            daemons.Select(daemon => OptionName.ToVariable(program.Name, daemon.Name, setting, daemons.Count == 1)).Distinct().ToArray();
        return variables.Length == 1 ? variables[0] : OptionName.ToVariable(program.Name, "DAEMON", setting, isOnlyDaemon: false);
    }

    /// <summary>Returns the default of a setting if it is the same for all daemons that take the setting.</summary>
    private static string Default(SettingOption setting, DaemonModel[] daemons)
    {
        var values =
            daemons.Select(daemon => daemon.Settings.Text(setting.Property) ?? setting.DefaultOf(daemon.Name)).Distinct().ToArray();
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
        option.Help.Length > 0
            ? option.Help.TrimEnd('.')
            : $"{char.ToUpperInvariant(option.Value.Accepted[0])}{option.Value.Accepted.Substring(1)}";

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
        var fallback = option.Default is null ? " (required)"
            : option.DefaultText is { } text ? $" [default: {text}]" : "";
        return $"{Describe(option)}{fallback} [{OptionName.ToVariable(program, option.Name)}]";
    }
}
