namespace Daemonize.Generator.Model;

/// <summary>
/// The settings of the attribute, without the name and the callbacks. A setting that is not set or has a mistake is left out.
/// </summary>
/// <param name="Given">The settings, in the order of the table. A list has one entry for each element.</param>
/// <param name="Ready">The member of the enumeration that Ready is set to, as C#; null if it is not set.</param>
/// <param name="IsCluster">Whether the processes of the daemon share a schedule.</param>
/// <param name="Shards">The number of shards that these processes divide; 0 for none.</param>
internal sealed record SettingsModel(
    EquatableArray<SettingModel> Given, string? Ready = null, bool IsCluster = false, int Shards = 0)
{
    /// <summary>Gets the kind of the schedule.</summary>
    public ScheduleKind Kind =>
        Text(Setting.Interval) is not null ? ScheduleKind.Interval
        : Text(Setting.Delay) is not null ? ScheduleKind.Delay
        : Text(Setting.Cron) is not null ? ScheduleKind.Cron
        : ScheduleKind.None;

    /// <summary>Gets the schedule for display.</summary>
    public string Schedule => Kind switch
    {
        ScheduleKind.Interval => Describe(Setting.Interval, "every {0}"),
        ScheduleKind.Delay => Describe(Setting.Delay, "{0} after each tick"),
        ScheduleKind.Cron => Describe(Setting.Cron, "cron {0}"),
        _ => "runs once, long-running",
    };

    /// <summary>Returns the text of a setting, or the first element of a list; null if it is not set.</summary>
    public string? Text(Setting setting)
    {
        foreach (var given in Given)
        {
            if (given.Name == setting.Name)
            {
                return given.Text;
            }
        }

        return null;
    }

    private string Describe(Setting setting, string form) =>
        Text(setting) is { } text and not CronText.Off ? form.Replace("{0}", text) : "ticks on SIGUSR1";
}
