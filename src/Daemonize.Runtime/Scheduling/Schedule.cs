using Daemonize.Options;
using Daemonize.Platform.Linux;

namespace Daemonize.Scheduling;

/// <summary>When a daemon ticks, made of its settings: its clock, and the slots on it.</summary>
/// <param name="Clock">The clock.</param>
/// <param name="Timetable">The slots.</param>
/// <param name="Origin">Where they begin.</param>
/// <param name="Policy">What happens to those that cannot have their tick.</param>
internal sealed record Schedule(IClock Clock, ITimetable Timetable, long Origin, SlotPolicy Policy)
{
    public static Schedule Create(Settings settings, ScheduleKind kind, StopRequest stop)
    {
        var wake = new EventDescriptor();
        var isOnWallClock = kind == ScheduleKind.Cron || settings.AlignToClock;
        IClock clock = isOnWallClock ? new WallClock(stop, wake) : new MonotonicClock(stop, wake);
        var origin = clock.Now + settings.InitialDelay.Ticks;
        return new Schedule(clock, CreateTimetable(settings, kind, origin), origin, CreatePolicy(settings, kind));
    }

    public SlotQueue CreateBook(Jitter jitter) => new(Timetable, Policy, jitter, Origin);

    private static ITimetable CreateTimetable(Settings settings, ScheduleKind kind, long origin) => kind switch
    {
        ScheduleKind.Interval when settings.Interval is { } interval =>
            new GridTimetable(new Grid(settings.AlignToClock ? DateTime.UnixEpoch.Ticks : origin, interval.Ticks)),
        ScheduleKind.Cron when settings.Cron is { } cron => new CronTimetable(cron, settings.TimeZone),
        ScheduleKind.Delay => new DelayTimetable(settings.Delay?.Ticks),

        // Off.
        _ => new DelayTimetable(null),
    };

    /// <summary>What follows the end of a tick cannot come while one runs.</summary>
    private static SlotPolicy CreatePolicy(Settings settings, ScheduleKind kind) => kind == ScheduleKind.Delay
        ? SlotPolicy.Default with { MaxRuns = settings.MaxRuns }
        : new SlotPolicy(settings.Overlap, settings.MaxParallel, settings.Missed, settings.MaxMissed, settings.MaxRuns);
}
