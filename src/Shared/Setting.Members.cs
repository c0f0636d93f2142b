using System.Text;

namespace Daemonize;

/// <content>What is the same for every setting.</content>
/// <param name="name">The name of the option without its dashes.</param>
/// <param name="kind">The kind of the value.</param>
/// <param name="group">The group in the help.</param>
/// <param name="help">The description of the option in the help.</param>
/// <param name="default">
/// The value as text if no source has one; null for none. A suffix such as <c>.log</c> follows the daemon's name.
/// </param>
/// <param name="scope">The daemons that have the setting.</param>
internal abstract partial class Setting(
    string name, SettingKind kind, SettingGroup group, string help, string? @default, SettingScope scope)
{
    private string? _property;

    public string Name => name;

    public SettingKind Kind => kind;

    /// <summary>Gets the group in the help.</summary>
    public SettingGroup Section => group;

    public string Help => help;

    public SettingScope Scope => scope;

    /// <summary>Gets what the help shows as the default of a setting that has no value by default; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the value is a list, whose elements have the kind of the setting.</summary>
    public bool IsList { get; init; }

    /// <summary>Gets the name of the attribute's property: <c>LogCompress</c> for <c>log-compress</c>.</summary>
    public string Property => _property ??= ToProperty(name);

    public string Placeholder => kind.Placeholder;

    /// <summary>Gets the accepted text, as a phrase for messages.</summary>
    public string Accepted => kind.Accepted;

    /// <summary>
    /// Gets the words that the option accepts; empty if it accepts other text. A log option accepts the path of a file as well.
    /// </summary>
    public string[] Words => kind.Words;

    /// <summary>Whether the option takes no value: <c>--align-to-clock</c>.</summary>
    public bool IsFlag => kind is FlagKind;

    /// <summary>Gets the accepted numbers; null for a setting that is not a number.</summary>
    public NumberRange? Range => (kind as NumberKind)?.Range;

    /// <summary>Gets the text of the value if no source has one; null for none.</summary>
    public string? DefaultText(string daemon) =>
        @default is ['.', ..] ? daemon + @default : @default;

    /// <summary>Gets the default for the help; null if it shows none.</summary>
    public string? ShownDefault(string daemon) => Note ?? DefaultText(daemon);

    /// <summary>Whether the attribute has the setting. Where a store is depends on the machine, not on the program.</summary>
    public bool IsOfAttribute => this != Cluster;

    /// <summary>Whether a daemon with this schedule and scope has the setting.</summary>
    public bool IsFor(ScheduleKind schedule, bool hasResults, bool isCluster) => scope switch
    {
        SettingScope.Every => true,
        SettingScope.Interval => schedule == ScheduleKind.Interval,
        SettingScope.Delay => schedule == ScheduleKind.Delay,
        SettingScope.Cron => schedule == ScheduleKind.Cron,
        SettingScope.Slots => schedule is ScheduleKind.Interval or ScheduleKind.Cron,
        SettingScope.Ticks => schedule != ScheduleKind.None,
        SettingScope.Cluster => isCluster,
        _ => hasResults,
    };

    /// <summary>Whether the setting is the path of one of the daemon's files: every verb needs it to find the daemon.</summary>
    public bool IsPlace => this == PidFile || this == LogFile || this == ErrorFile;

    /// <summary>Whether the value is the path of a file or directory.</summary>
    public bool IsPath => IsPlace || this == WorkingDirectory || this == RootDirectory;

    /// <summary>Whether the value is the path of a file.</summary>
    public bool IsFile => kind is PathKind { IsDirectory: false };

    /// <summary>Whether a verb takes the option.</summary>
    public bool IsTakenBy(Verb verb) => verb.Settings switch
    {
        VerbSettings.None => false,
        VerbSettings.Files => IsPlace,
        VerbSettings.Store => this == Cluster,
        VerbSettings.Stop => IsPlace || this == StopTimeout || this == User,
        VerbSettings.ServiceFile => this != User && this != KeepDescriptors,
        _ => true,
    };

    private static string ToProperty(string name)
    {
        var property = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            property.Append(i == 0 || name[i - 1] == '-' ? char.ToUpperInvariant(name[i]) : name[i]);
        }

        return property.Replace("-", "").ToString();
    }
}
