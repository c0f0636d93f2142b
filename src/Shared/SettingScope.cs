namespace Daemonize;

/// <summary>Which daemons a setting is for.</summary>
internal enum SettingScope
{
    /// <summary>All.</summary>
    Every,

    /// <summary>Those with an interval.</summary>
    Interval,

    /// <summary>Those with a delay.</summary>
    Delay,

    /// <summary>Those with a cron expression.</summary>
    Cron,

    /// <summary>Those that tick.</summary>
    Ticks,

    /// <summary>Those with slots, which can come while a tick runs: an interval or a cron expression.</summary>
    Slots,

    /// <summary>Those with results.</summary>
    Results,
}
