namespace Daemonize;

/// <summary>The daemons that have a setting.</summary>
internal enum SettingScope
{
    /// <summary>All daemons.</summary>
    Every,

    /// <summary>Daemons with an interval.</summary>
    Interval,

    /// <summary>Daemons with a delay.</summary>
    Delay,

    /// <summary>Daemons with a cron expression.</summary>
    Cron,

    /// <summary>Daemons with any schedule.</summary>
    Ticks,

    /// <summary>Daemons with slots, which can come while a tick runs: an interval or a cron expression.</summary>
    Slots,

    /// <summary>Daemons with results.</summary>
    Results,

    /// <summary>Daemons whose processes share a schedule.</summary>
    Cluster,
}
