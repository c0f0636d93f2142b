namespace Daemonize.Options;

/// <content>What a description of the daemon shows of its settings.</content>
internal sealed partial class Settings
{
    /// <summary>Gets the schedule as the help shows it; null for a daemon that has none.</summary>
    public string? ScheduleText => _definition.Schedule switch
    {
        ScheduleKind.Interval => Interval is { } interval ? $"every {Duration.Format(interval)}" : OnRequest,
        ScheduleKind.Delay => Delay is { } delay ? $"{Duration.Format(delay)} after each tick" : OnRequest,
        ScheduleKind.Cron => FindText(Setting.Cron) is { } cron and not CronText.Off ? $"cron {cron}{InZone}" : OnRequest,
        _ => null,
    };

    private const string OnRequest = "ticks on SIGUSR1";

    private string InZone => FindText(Setting.TimeZone) is { } zone and not TimeZoneName.Local ? $" in {zone}" : "";

    /// <summary>
    /// Finds the settings that differ from their defaults, in the order of the help. The values of environment variables for the daemon are
    /// left out, wherever they are set: only their names are certain not to be secret.
    /// </summary>
    public List<ChangedSetting> FindChanged()
    {
        List<ChangedSetting> changed = [];
        foreach (var setting in Setting.All)
        {
            if (Has(_definition, setting) && FindText(setting, out var source) is { } text && text != setting.DefaultText(_definition.Name))
            {
                changed.Add(new(setting, text, source));
            }
        }

        return changed;
    }

    private string? FindText(Setting setting, out string source)
    {
        source = SourceOf(setting);
        return setting == Setting.Environment ? NamesOnly(EnvironmentEntries)
            : Read(setting) is var (_, text) ? Show(setting, text)
            : !setting.IsList ? _definition.Find(setting)
            : _definition.FindAll(setting) is { Count: > 0 } texts ? string.Join(',', texts)
            : null;
    }

    private string SourceOf(Setting setting) =>
        _given.Argument(setting.Name) is not null ? "option"
        : _given.Variable(VariableOf(setting)) is not null ? "variable"
        : ReadConfigured(setting) is not null ? "configuration"
        : "attribute";

    private static string? NamesOnly(List<string> entries) =>
        entries.Count == 0 ? null : string.Join(',', entries.ConvertAll(static entry => entry.Split('=')[0]));
}
