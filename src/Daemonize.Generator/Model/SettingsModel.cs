namespace Daemonize.Generator.Model;

/// <summary>The settings of the attribute, without the name and the callbacks. A setting that is not set, or that is mistaken, is missing.</summary>
/// <param name="Given">The settings, in the order in which they are written.</param>
internal sealed record SettingsModel(EquatableArray<SettingModel> Given)
{
    /// <summary>What makes the daemon tick.</summary>
    public ScheduleKind Kind =>
        Find("Interval") is not null ? ScheduleKind.Interval
        : Find("Delay") is not null ? ScheduleKind.Delay
        : Find("Cron") is not null ? ScheduleKind.Cron
        : ScheduleKind.None;

    /// <summary>When it ticks, for people.</summary>
    public string Schedule => Kind switch
    {
        ScheduleKind.Interval => Describe("Interval", "every {0}"),
        ScheduleKind.Delay => Describe("Delay", "{0} after each tick"),
        ScheduleKind.Cron => Describe("Cron", "cron {0}"),
        _ => "runs once, long-running",
    };

    /// <summary>A setting, or null.</summary>
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

    /// <summary>What a setting is for people, or null.</summary>
    public string? Text(string property) => Find(property)?.Text;

    private string Describe(string property, string form) =>
        Find(property) is { IsOff: false } setting ? form.Replace("{0}", setting.Text) : "ticks on SIGUSR1";
}
