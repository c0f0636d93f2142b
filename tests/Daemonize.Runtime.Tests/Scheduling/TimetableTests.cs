using System.Diagnostics.CodeAnalysis;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Scheduling;

/// <summary>The guarantees of timetables to the queue of slots.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Repeatable on purpose.")]
public sealed class TimetableTests
{
    private static readonly long Origin = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public static TheoryData<string> Kinds => ["grid", "cron"];

    /// <summary>Compares the result with a walk from slot to slot.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void PassingOverLeavesAsManySlotsAsAreToBeKept(string kind)
    {
        var timetable = Create(kind);
        var random = new Random(20261125);
        for (var round = 0; round < 500; round++)
        {
            var first = timetable.FirstFrom(Origin + random.NextInt64(TimeSpan.TicksPerHour));
            var instant = first.Instant + (random.Next(-2, 12) * TimeSpan.TicksPerMinute) + random.Next(-1, 2);
            var keep = random.Next(6);
            List<Slot> come = [];
            for (var slot = first; slot.Instant <= instant; slot = timetable.After(slot))
            {
                come.Add(slot);
            }

            var left = first;
            var passed = timetable.PassOver(ref left, instant, keep);

            Assert.Equal(Math.Max(0, come.Count - keep), passed);
            Assert.Equal(passed == 0 ? first
                : keep == 0 ? timetable.After(come[^1]) : come[^keep], left);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FirstSlotIsNotBeforeAndTheNextIsBehind(string kind)
    {
        var timetable = Create(kind);
        var second = Origin + TimeSpan.TicksPerMinute;

        Assert.Equal(second, timetable.FirstFrom(second).Instant);
        Assert.Equal(second, timetable.FirstFrom(second - 1).Instant);
        Assert.Equal(second + TimeSpan.TicksPerMinute, timetable.FirstFrom(second + 1).Instant);
        var slot = timetable.FirstFrom(second);
        Assert.Equal(new Slot(slot.Number + 1, second + TimeSpan.TicksPerMinute), timetable.After(slot));
    }

    /// <summary>The thirtieth of February, and a minute after the maximum time.</summary>
    [Fact]
    public void CronMayHaveNoSlotLeft()
    {
        Assert.True(CronText.TryParse("0 0 30 2 *", out var expression, out _));
        Assert.Equal(Slot.Never, new CronTimetable(expression, TimeZoneInfo.Utc).FirstFrom(Origin));
        Assert.Equal(Slot.Never, Create("cron").After(Slot.Never));
    }

    [Fact]
    public void DelayHasOneSlotUntilATickEnds()
    {
        var timetable = new DelayTimetable(100);
        var slot = timetable.FirstFrom(7);

        Assert.Equal(new Slot(0, 7), slot);
        Assert.Equal(Slot.Never, timetable.After(slot));
        Assert.Equal(150, timetable.AfterEnd(Slot.Never, 50).Instant);
        Assert.Equal(Slot.Never, new DelayTimetable(null).AfterEnd(Slot.Never, 50));
    }

    private static ITimetable Create(string kind)
    {
        Assert.True(CronText.TryParse("* * * * *", out var everyMinute, out _));
        return kind == "cron"
            ? new CronTimetable(everyMinute, TimeZoneInfo.Utc)
            : new GridTimetable(new Grid(Origin, TimeSpan.TicksPerMinute));
    }
}
