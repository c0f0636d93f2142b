using System.Text;
using Daemonize.CompilerServices;
using Daemonize.Options;

namespace Daemonize.Commands;

/// <summary>The settings in the help: their lines, with the defaults that the attributes of the program set.</summary>
internal static class SettingsHelp
{
    private static readonly (SettingGroup Group, string Title)[] Groups =
    [
        (SettingGroup.Schedule, "Schedule settings, for start, restart, run and once:"),
        (SettingGroup.Failure, "Failure settings, for the same verbs:"),
        (SettingGroup.Cluster, "Cluster settings, for the same verbs:"),
        (SettingGroup.Other, "Other settings, for the same verbs; the files for all verbs:"),
        (SettingGroup.Log, "Log settings, for the same verbs; the files for all verbs:"),
        (SettingGroup.Process, "Process settings, for the same verbs:"),
    ];

    /// <summary>Appends all settings that a daemon of the program has, in their groups. A group without any is left out.</summary>
    public static void Append(StringBuilder text, DaemonProgram program)
    {
        foreach (var (group, title) in Groups)
        {
            if (Lines(program, setting => setting.Section == group) is { Count: > 0 } lines)
            {
                HelpGroup.Append(text, title, lines);
            }
        }
    }

    /// <summary>Gets the lines of some settings, without those that no daemon of the program has.</summary>
    public static List<(string Left, string Right)> Lines(DaemonProgram program, Predicate<Setting> isShown)
    {
        List<(string Left, string Right)> lines = [];
        foreach (var setting in Setting.All)
        {
            if (isShown(setting)
                && Array.FindAll(program.Daemons, daemon => Settings.Has(daemon, setting)) is { Length: > 0 } daemons)
            {
                lines.Add((Syntax(setting), $"{Describe(setting)}{Default(setting, daemons)} [{Variable(setting, program)}]"));
            }
        }

        return lines;
    }

    private static string Syntax(Setting setting) =>
        setting.IsFlag ? $"    --[no-]{setting.Name}" : $"    --{setting.Name} <{setting.Placeholder}>";

    /// <summary>Gets the description of a setting, with the words that it accepts.</summary>
    private static string Describe(Setting setting) =>
        setting.Words.Length == 0 ? setting.Help : $"{setting.Help}: {setting.Accepted}";

    /// <summary>Gets the default of a setting if it is the same for all daemons that have the setting; empty for none.</summary>
    private static string Default(Setting setting, DaemonDefinition[] daemons)
    {
        var value = DefaultOf(daemons[0], setting);
        return value is not null && Array.TrueForAll(daemons, daemon => DefaultOf(daemon, setting) == value)
            ? $" [default: {value}]"
            : "";
    }

    private static string? DefaultOf(DaemonDefinition daemon, Setting setting) =>
        daemon.FindAll(setting) is { Count: > 0 } texts ? string.Join(',', texts) : setting.ShownDefault(daemon.Name);

    /// <summary>Gets the variable of a setting; with the word DAEMON in it if each daemon has its own.</summary>
    private static string Variable(Setting setting, DaemonProgram program)
    {
        var isOnlyDaemon = program.Daemons.Length == 1;
        var daemon = setting.IsPlace && !isOnlyDaemon ? "DAEMON" : program.Daemons[0].Name;
        return OptionName.ToVariable(program.Name, daemon, setting, isOnlyDaemon);
    }
}
