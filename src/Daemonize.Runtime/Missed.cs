namespace Daemonize;

/// <summary>
/// What happens to slots that were missed: those that came while a tick ran and <see cref="Overlap"/> did not take, and those that the daemon came to
/// after the following slot or more than a minute late, because the process was stopped, the machine suspended or the wall clock set.
/// See <see cref="DaemonAttribute.Missed"/>.
/// </summary>
public enum Missed
{
    /// <summary>They are counted, and the daemon goes on with the next slot.</summary>
    Skip,

    /// <summary>One tick, at once, makes up for all of them, with the latest one's <see cref="DaemonContext.ScheduledAt"/>; the others are counted as skipped.</summary>
    Once,

    /// <summary>Each is made up for, one tick after the other; of more than <see cref="DaemonAttribute.MaxMissed"/> the latest ones, and the others are skipped.</summary>
    All,
}
