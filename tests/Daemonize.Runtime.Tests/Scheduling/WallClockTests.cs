using System.Diagnostics.CodeAnalysis;
using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Scheduling;

/// <summary>Schedules on the wall clock, which begins at midnight (UTC) of 1 March 2026 here and is set during the run.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Repeatable on purpose.")]
public sealed class WallClockTests
{
    private const long Minute = TimeSpan.TicksPerMinute;
    private const long Hour = TimeSpan.TicksPerHour;

    private readonly VirtualDaemon _daemon = new(isOnWallClock: true);

    private IEnumerable<string> Slots => _daemon.Starts.Select(static start => start.Context.ScheduledAt.ToString("MM-dd HH:mm", null));

    [Fact]
    public void CronTicksAtItsTimes()
    {
        _daemon.StopAt(25 * Hour);
        Run("30 */6 * * *");

        Assert.Equal(["03-01 00:30", "03-01 06:30", "03-01 12:30", "03-01 18:30", "03-02 00:30"], Slots);
        Assert.All(_daemon.Starts, static start => Assert.Equal(start.Context.ScheduledAt, start.Context.StartedAt));
    }

    [Fact]
    public void ClockThatIsSetBackDoublesNoSlot()
    {
        _daemon.Time.At((2 * Hour) + 1, () => _daemon.Time.SetWallClock(-90 * Minute));
        _daemon.StopAt(5 * Hour);
        Run("0 * * * *");

        Assert.Equal(["03-01 00:00", "03-01 01:00", "03-01 02:00", "03-01 03:00"], Slots);
    }

    [Fact]
    public void ClockThatIsSetFarBackIsACorrection()
    {
        _daemon.Time.At((9 * Hour) + 1, () => _daemon.Time.SetWallClock(-5 * Hour));
        _daemon.StopAt(12 * Hour);
        Run("0 */3 * * *");

        Assert.Equal(["03-01 00:00", "03-01 03:00", "03-01 06:00", "03-01 09:00", "03-01 06:00"], Slots);
    }

    [Fact]
    public void ClockThatIsSetForwardALittleLosesNoSlot()
    {
        _daemon.Time.At(Hour - TimeSpan.TicksPerSecond, () => _daemon.Time.SetWallClock(30 * TimeSpan.TicksPerSecond));
        _daemon.StopAt(2 * Hour);
        Run("0 * * * *");

        Assert.Equal(["03-01 00:00", "03-01 01:00", "03-01 02:00"], Slots);
        Assert.Equal(0, _daemon.Progress.Skipped);
    }

    [Theory]
    [InlineData(MissedPolicy.Skip, "03-01 00:00", "03-01 05:00")]
    [InlineData(MissedPolicy.Once, "03-01 00:00", "03-01 04:00", "03-01 05:00")]
    [InlineData(MissedPolicy.All, "03-01 00:00", "03-01 01:00", "03-01 02:00", "03-01 03:00", "03-01 04:00", "03-01 05:00")]
    public void ClockThatIsSetForwardMissesSlots(MissedPolicy missed, params string[] expected)
    {
        _daemon.Time.At(30 * Minute, () => _daemon.Time.SetWallClock(4 * Hour));
        _daemon.StopAt((1 * Hour) + Minute);
        Run("0 * * * *", missed);

        Assert.Equal(expected, Slots);
        Assert.Equal(6, _daemon.Starts.Count + _daemon.Progress.Skipped);
    }

    /// <summary>
    /// From 1970 to today, as on a machine without a battery-backed clock: counting two thousand million slots would take too long.
    /// </summary>
    [Fact]
    public void ClockThatIsSetForwardByYearsBeginsAnew()
    {
        _daemon.Time.At(10, () => _daemon.Time.SetWallClock(56 * 365 * TimeSpan.TicksPerDay));
        _daemon.StopAt(3 * TimeSpan.TicksPerSecond);
        Run("* * * * * *");

        Assert.InRange(_daemon.Starts.Count, 2, 5);
    }

    /// <summary>In Berlin, 2:00 to 3:00 does not exist on 29 March 2026 and exists twice on 25 October.</summary>
    [Fact]
    public void DaylightSavingNeitherDoublesNorLosesAFixedTime()
    {
        _daemon.StopAt(260 * TimeSpan.TicksPerDay);
        Run("30 2 * * *", zone: "Europe/Berlin");

        var local =
            _daemon.Starts.ConvertAll(
                static start => TimeZoneInfo.ConvertTime(start.Context.ScheduledAt, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
        Assert.Equal(260, local.Count);
        Assert.Equal(260, local.Select(static time => time.Date).Distinct().Count());
        Assert.Equal(new TimeSpan(3, 0, 0), local.Single(static time => time is { Month: 3, Day: 29 }).TimeOfDay);
        Assert.Equal(TimeSpan.FromHours(2), local.Single(static time => time is { Month: 10, Day: 25 }).Offset);
    }

    [Fact]
    public void AlignedIntervalHasItsSlotsAtMultiplesSinceTheEpoch()
    {
        var interval = 7 * Minute;
        _daemon.Time.At(Hour + 5, () => _daemon.Time.SetWallClock(-20 * Minute));
        _daemon.StopAt(4 * Hour);
        _daemon.Run(new GridTimetable(new Grid(DateTime.UnixEpoch.Ticks, interval)), (_, _) => new(0));

        Assert.All(_daemon.Starts, start => Assert.Equal(0, (start.Context.ScheduledAt - DateTimeOffset.UnixEpoch).Ticks % interval));
        Assert.Equal(_daemon.Starts.Count, Slots.Distinct().Count());
    }

    /// <summary>Random jumps of up to three hours either way: no slot runs twice or early, and none is unaccounted for.</summary>
    [Fact]
    public void RandomJumpsDoubleNoSlotAndLoseNone()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var daemon = new VirtualDaemon(isOnWallClock: true);
            var offset = 0L;
            for (var instant = random.NextInt64(5 * Hour); instant < 100 * Hour; instant += random.NextInt64(1, 10 * Hour))
            {
                // The total jump back stays below the limit for a correction.
                offset = Math.Max(offset - (2 * Hour), 0) + random.NextInt64(2 * Hour);
                var target = offset;
                daemon.Time.At(instant, () => daemon.Time.SetWallClock(target));
            }

            daemon.StopAt(100 * Hour);
            var missed = (MissedPolicy)random.Next(3);
            daemon.Run(
                Cron("*/10 * * * *", "UTC"), (_, _) => daemon.Wait(random.NextInt64(30 * Minute), CancellationToken.None), Policy(missed));

            var slots = daemon.Starts.ConvertAll(static start => start.Context.ScheduledAt);
            Assert.True(slots.Zip(slots.Skip(1)).All(static pair => pair.First < pair.Second), $"seed {seed}: a slot ticked twice");
            Assert.All(daemon.Starts, static start => Assert.True(start.Context.StartedAt >= start.Context.ScheduledAt));
        }
    }

    private void Run(string cron, MissedPolicy missed = MissedPolicy.Skip, string zone = "UTC") =>
        _daemon.Run(Cron(cron, zone), static (_, _) => new(0), Policy(missed));

    private static SlotPolicy Policy(MissedPolicy missed) => SlotPolicy.Default with { Missed = missed, MaxMissed = 100 };

    private static CronTimetable Cron(string text, string zone)
    {
        Assert.True(CronText.TryParse(text, out var expression, out _));
        Assert.True(TimeZoneName.TryFind(zone, out var found));
        return new CronTimetable(expression, found);
    }
}
