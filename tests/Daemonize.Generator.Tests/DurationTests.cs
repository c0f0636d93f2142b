namespace Daemonize.Generator.Tests;

/// <summary>The durations that generator and runtime parse, refuse and write.</summary>
public sealed class DurationTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("1ms", 10_000)]
    [InlineData("500ms", 5_000_000)]
    [InlineData("0.5ms", 5_000)]
    [InlineData("10s", 100_000_000)]
    [InlineData("1.5s", 15_000_000)]
    [InlineData("007s", 70_000_000)]
    [InlineData("2m", 1_200_000_000)]
    [InlineData("2min", 1_200_000_000)]
    [InlineData("1h30m", 54_000_000_000)]
    [InlineData("1h30m0.25s", 54_002_500_000)]
    [InlineData("1d2h3m4s5ms", 937_840_050_000)]
    [InlineData("00:00:10", 100_000_000)]
    [InlineData("23:59:59", 863_990_000_000)]
    [InlineData("00:00:00.25", 2_500_000)]
    [InlineData("2.00:00:00", 1_728_000_000_000)]
    [InlineData("10000d", 8_640_000_000_000_000)]
    public void ReadableDurationIsRead(string text, long ticks)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(ticks, duration.Ticks);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("10 s")]
    [InlineData("10000d1ms")]
    [InlineData("10675199d")]
    [InlineData("10001.00:00:00")]
    [InlineData(" 10s")]
    [InlineData("10s ")]
    [InlineData("10S")]
    [InlineData("10sec")]
    [InlineData("-10s")]
    [InlineData("+10s")]
    [InlineData(".5s")]
    [InlineData("5.s")]
    [InlineData("1.2.3s")]
    [InlineData("1,5s")]
    [InlineData("1e3s")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("1m1min")]
    [InlineData("1.5h30m")]
    [InlineData("٣s")]
    [InlineData("0:00:10")]
    [InlineData("00:10")]
    [InlineData("24:00:00")]
    [InlineData("00:60:00")]
    [InlineData("-00:00:10")]
    [InlineData("00:00:10.")]
    [InlineData("00:00:10s")]
    [InlineData("10s\n")]
    public void UnreadableDurationIsRefused(string? text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("10675200d")]
    [InlineData("9999999999999999d")]
    [InlineData("99999999999999999999999999999999d")]
    [InlineData("9999999999999999d9999999999999999h9999999999999999m9999999999999999s9999999999999999ms")]
    [InlineData("99999999.00:00:00")]
    public void DurationBeyondTheRangeIsRefused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("0s", "0s")]
    [InlineData("250ms", "250ms")]
    [InlineData("1s", "1s")]
    [InlineData("1.5s", "1s 500ms")]
    [InlineData("59s", "59s")]
    [InlineData("60s", "1m")]
    [InlineData("130s", "2m 10s")]
    [InlineData("1h", "1h")]
    [InlineData("1h30m15s", "1h 30m")]
    [InlineData("1h15s", "1h")]
    [InlineData("24h", "1d")]
    [InlineData("50h", "2d 2h")]
    public void DurationIsWrittenForPeople(string text, string expected)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(expected, Duration.Format(duration));
    }
}
