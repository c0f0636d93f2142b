using Daemonize.Commands;

namespace Daemonize.Tests.Commands;

/// <summary>Times of a history: in the zone of the viewer, and clear where the clock is set forward or back.</summary>
public sealed class HistoryTimesTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>On 25 October 2026, it is 02:30 twice in Berlin.</summary>
    [Fact]
    public void HourThatComesTwiceHasItsOffset()
    {
        DateTimeOffset first = new(2026, 10, 25, 0, 0, 0, TimeSpan.Zero);
        var times = Times(first.AddHours(3));

        Assert.Equal("times in Europe/Berlin, UTC+02:00", times.NameZone(first));
        Assert.Equal(
            ["02:00:00", "02:30:00", "02:00:00+01:00", "02:30:00", "03:00:00"],
            Enumerable.Range(0, 5).Select(i => times.Of(first.AddMinutes(30 * i))));
    }

    /// <summary>On 29 March 2026, there is no 02:30 in Berlin.</summary>
    [Fact]
    public void HourThatIsMissingIsSeen()
    {
        DateTimeOffset first = new(2026, 3, 29, 0, 30, 0, TimeSpan.Zero);
        var times = Times(first.AddHours(1));

        Assert.Equal("times in Europe/Berlin, UTC+01:00", times.NameZone(first));
        Assert.Equal(
            ["01:30:00", "03:00:00+02:00", "03:30:00"], Enumerable.Range(0, 3).Select(i => times.Of(first.AddMinutes(30 * i))));
    }

    [Fact]
    public void EveryTimeInAPipeIsWhole()
    {
        DateTimeOffset first = new(2026, 10, 25, 0, 30, 0, TimeSpan.Zero);
        var times = new HistoryTimes(new HistoryStyle(int.MaxValue, false, false, false, Berlin, first), hasMilliseconds: false);

        Assert.Equal(
            ["2026-10-25T02:30:00.000+02:00", "2026-10-25T02:30:00.000+01:00"], [times.Of(first), times.Of(first.AddHours(1))]);
    }

    /// <summary>The year of the viewer ends an hour before that of UTC.</summary>
    [Fact]
    public void OtherDayHasItsDate()
    {
        DateTimeOffset midnight = new(2026, 12, 31, 23, 0, 0, TimeSpan.Zero);

        Assert.Equal(
            ["2026-12-31 23:59:59", "00:00:00"], [Times(midnight).Of(midnight.AddSeconds(-1)), Times(midnight).Of(midnight)]);
        Assert.Equal("2027-01-01 00:00:00", Times(midnight.AddSeconds(-1)).Of(midnight));
    }

    [Fact]
    public void FirstAndLastTimesExist()
    {
        Assert.Equal("0001-01-01 00:53:28".Length, Times(DateTimeOffset.UnixEpoch).Of(DateTimeOffset.MinValue).Split('+')[0].Length);
        Assert.StartsWith("9999-12-31 ", Times(DateTimeOffset.UnixEpoch).Of(DateTimeOffset.MaxValue), StringComparison.Ordinal);
    }

    private static HistoryTimes Times(DateTimeOffset now) =>
        new(new HistoryStyle(80, true, true, false, Berlin, now), hasMilliseconds: false);
}
