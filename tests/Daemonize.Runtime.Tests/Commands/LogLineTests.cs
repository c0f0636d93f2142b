using System.Text;
using Daemonize.Arguments;
using Daemonize.Commands;
using Daemonize.Logging;

namespace Daemonize.Tests.Commands;

/// <summary>Times and levels of log lines, and the values of --since.</summary>
public sealed class LogLineTests
{
    private static readonly DateTime Time = new(2026, 11, 25, 1, 4, 37, 861, DateTimeKind.Utc);
    private static readonly LogLine Before = new([], new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), LogLevels.Error);

    [Theory]
    [InlineData("2026-11-25T01:04:37.861Z info  fetch: x\n", LogLevels.Information)]
    [InlineData("2026-11-25T01:04:37.861Z warn  fetch: x\n", LogLevels.Warning)]
    [InlineData("2026-11-25T01:04:37.861Z error fetch: x\n", LogLevels.Error)]
    [InlineData("2026-11-25T01:04:37.861Z crit  fetch: x\n", LogLevels.Critical)]
    [InlineData("2026-11-25T01:04:37.861Z", LogLevels.Information)]
    [InlineData("{\"time\":\"2026-11-25T01:04:37.861Z\",\"level\":\"error\",\"category\":\"x\"}\n", LogLevels.Error)]
    [InlineData("{\"time\":\"2026-11-25T01:04:37.861Z\",\"level\":\"info\",\"category\":\"x\"}\n", LogLevels.Information)]
    public void RecordsTellTimeAndLevel(string text, int level)
    {
        var line = Read(text);
        Assert.Equal((Time, level), (line.Time, line.Level));
    }

    [Theory]
    [InlineData("    at X.Y()\n", LogLevels.Error)]
    [InlineData("printed\n", LogLevels.Information)]
    [InlineData("2026-13-25T01:04:37.861Z error\n", LogLevels.Information)]
    [InlineData("2026-02-30T01:04:37.861Z error\n", LogLevels.Information)]
    [InlineData("2026-11-25T01:04:60.861Z error\n", LogLevels.Information)]
    [InlineData("2026-11-25T-1:04:37.861Z error\n", LogLevels.Information)]
    [InlineData("{\"time\":\"", LogLevels.Information)]
    [InlineData("", LogLevels.Information)]
    public void OthersHaveTheTimeOfTheRecordBefore(string text, int level)
    {
        var line = Read(text);
        Assert.Equal((Before.Time, level), (line.Time, line.Level));
    }

    [Theory]
    [InlineData("10m", "2026-11-25T00:54:37.861Z")]
    [InlineData("0s", "2026-11-25T01:04:37.861Z")]
    [InlineData("2026-11-25T08:00:00Z", "2026-11-25T08:00:00Z")]
    [InlineData("2026-11-25T08:00:00.5+02:00", "2026-11-25T06:00:00.5Z")]
    [InlineData("2026-11-25T08:00Z", "2026-11-25T08:00:00Z")]
    public void SinceIsADurationOrATime(string text, string time)
    {
        Assert.True(SinceTime.TryParse(text, Time, out var since));
        Assert.Equal(DateTimeOffset.Parse(time, null).UtcDateTime, since);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("10")]
    [InlineData("2026-11-31T08:00:00Z")]
    public void OtherWordsAreRefused(string text) => Assert.False(SinceTime.TryParse(text, Time, out _));

    private static LogLine Read(string text) => LogLine.Read(Encoding.UTF8.GetBytes(text), Before);
}
