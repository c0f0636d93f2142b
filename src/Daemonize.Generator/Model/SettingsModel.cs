namespace Daemonize.Generator.Model;

/// <summary>
/// The settings of the attribute, without the name and the callbacks. A setting that is not set or has a mistake is left out.
/// </summary>
/// <param name="Given">The settings, in the order in which they are written.</param>
internal sealed record SettingsModel(EquatableArray<SettingModel> Given)
{
    /// <summary>Gets the kind of the schedule.</summary>
    public ScheduleKind Kind =>
        Find("Interval") is not null ? ScheduleKind.Interval
        : Find("Delay") is not null ? ScheduleKind.Delay
        : Find("Cron") is not null ? ScheduleKind.Cron
        : ScheduleKind.None;

    /// <summary>Gets the schedule for display.</summary>
    public string Schedule => Kind switch
    {
        ScheduleKind.Interval => Describe("Interval", "every {0}"),
        ScheduleKind.Delay => Describe("Delay", "{0} after each tick"),
        ScheduleKind.Cron => Describe("Cron", "cron {0}"),
        _ => "runs once, long-running",
    };

    /// <summary>Returns a setting; null if it is not set.</summary>
    public SettingModel? Find(string property)
    {
        foreach (var setting in Given)
        {
            if (setting.Property == property)
            {
                return setting;
            }
        }

        return null;
    }

    /// <summary>Returns the value of a setting for display; null if it is not set.</summary>
    public string? Text(string property) => Find(property)?.Text;

    private string Describe(string property, string form) =>
        Find(property) is { IsOff: false } setting ? form.Replace("{0}", setting.Text) : "ticks on SIGUSR1";
}
