namespace Daemonize;

/// <summary>
/// The policy for missed slots: slots that came while a tick ran and that <see cref="OverlapPolicy"/> did not accept, and slots that the
/// daemon reached after the following slot or more than a minute late, because the process was stopped, the machine suspended or the wall
/// clock set. See <see cref="DaemonAttribute.Missed"/>.
/// </summary>
public enum MissedPolicy
{
    /// <summary>Missed slots are counted as skipped, and the daemon continues with the next slot.</summary>
    Skip,

    /// <summary>
    /// One immediate tick makes up for all missed slots, with the <see cref="DaemonContext.ScheduledAt"/> of the latest; the others are
    /// counted as skipped.
    /// </summary>
    Once,

    /// <summary>
    /// Each missed slot has a tick, one after the other. Only the latest <see cref="DaemonAttribute.MaxMissed"/> slots wait; the others are
    /// counted as skipped.
    /// </summary>
    All,
}
