using Daemonize.Options;
using Daemonize.Platform;

namespace Daemonize.Scheduling;

/// <summary>The schedule of a daemon, created from its settings: its clock, and the slots on it.</summary>
/// <param name="Clock">The clock whose instants the slots are.</param>
/// <param name="Timetable">The slots, in order of time.</param>
/// <param name="Origin">The instant from which the slots begin.</param>
/// <param name="Policy">What happens to slots that cannot have their tick.</param>
internal sealed record Schedule(IClock Clock, ITimetable Timetable, long Origin, SlotPolicy Policy)
{
    public static Schedule Create(Settings settings, ScheduleKind kind, StopRequest stop)
    {
        var wake = new Wake();
        var isOnWallClock = kind == ScheduleKind.Cron || settings.AlignToClock;
        IClock clock = isOnWallClock ? new WallClock(stop, wake) : new MonotonicClock(stop, wake);
        var origin = clock.Now + settings.InitialDelay.Ticks;
        return new Schedule(clock, CreateTimetable(settings, kind, origin), origin, CreatePolicy(settings, kind));
    }

    /// <summary>Gets the slots that all processes of a cluster have in common; null for a method without a schedule.</summary>
    public static ITimetable? SharedTimetable(Settings settings, ScheduleKind kind) =>
        kind == ScheduleKind.None ? null : CreateTimetable(settings, kind, DateTime.UnixEpoch.Ticks);

    public SlotQueue CreateQueue(Jitter jitter) => new(Timetable, Policy, jitter, Origin);

    /// <summary>Creates the policy. A slot that follows the end of a tick cannot come while one runs.</summary>
    public static SlotPolicy CreatePolicy(Settings settings, ScheduleKind kind) => kind == ScheduleKind.Delay
        ? SlotPolicy.Default with { MaxRuns = settings.MaxRuns }
        : new SlotPolicy(settings.Overlap, settings.MaxParallel, settings.Missed, settings.MaxMissed, settings.MaxRuns);

    private static ITimetable CreateTimetable(Settings settings, ScheduleKind kind, long origin) => kind switch
    {
        ScheduleKind.Interval when settings.Interval is { } interval =>
            new GridTimetable(new Grid(settings.AlignToClock ? DateTime.UnixEpoch.Ticks : origin, interval.Ticks)),
        ScheduleKind.Cron when settings.Cron is { } cron => new CronTimetable(cron, settings.TimeZone),
        ScheduleKind.Delay => new DelayTimetable(settings.Delay?.Ticks),

        // The schedule is off.
        _ => new DelayTimetable(null),
    };
}
