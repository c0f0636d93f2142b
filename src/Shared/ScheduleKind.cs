namespace Daemonize;

/// <summary>What makes a daemon tick.</summary>
internal enum ScheduleKind
{
    /// <summary>Nothing: the method runs once.</summary>
    None,

    /// <summary>A grid.</summary>
    Interval,

    /// <summary>The end of the tick before.</summary>
    Delay,

    /// <summary>A cron expression.</summary>
    Cron,
}
