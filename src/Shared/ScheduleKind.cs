namespace Daemonize;

/// <summary>The kind of schedule of a daemon.</summary>
internal enum ScheduleKind
{
    /// <summary>No schedule: the method runs once.</summary>
    None,

    /// <summary>A grid of slots with a fixed interval.</summary>
    Interval,

    /// <summary>A delay after the end of each tick.</summary>
    Delay,

    /// <summary>A cron expression.</summary>
    Cron,
}
