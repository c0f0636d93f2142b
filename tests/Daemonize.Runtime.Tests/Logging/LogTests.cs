using System.Globalization;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace Daemonize.Tests.Logging;

/// <summary>Records, as they arrive at standard error.</summary>
[Collection(ProcessWide.Name)]
public sealed class LogTests
{
    private const int TimeLength = 24;

    [Fact]
    public void TimeIsUtcToTheMillisecond()
    {
        var before = DateTime.UtcNow;
        var line = Capture(() => Log.Information("fetch", "started"));
        var after = DateTime.UtcNow;

        var time = DateTime.ParseExact(
            line[..TimeLength],
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        Assert.InRange(time, before.AddMilliseconds(-1), after);
        Assert.Equal(" info  fetch: started\n", line[TimeLength..]);
    }

    [Fact]
    public void LevelsHaveOneWidth() => Assert.Equal(
        [" info  fetch: one", " error fetch: two"],
        Capture(() =>
        {
            Log.Information("fetch", "one");
            Log.Error("fetch", "two", exception: null);
        }).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[TimeLength..]));

    [Theory]
    [InlineData("one\ntwo\nthree", "one\n    two\n    three\n")]
    [InlineData("one\n", "one\n")]
    [InlineData("one\n\n\n", "one\n")]
    [InlineData("one\n\ntwo", "one\n    \n    two\n")]
    [InlineData("", "\n")]
    public void FurtherLinesAreIndented(string message, string text) =>
        Assert.Equal(" info  fetch: " + text, Capture(() => Log.Information("fetch", message))[TimeLength..]);

    [Fact]
    public void ExceptionStandsBelowItsMessageWithEveryLineIndented()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Fail());

        var lines = Capture(() => Log.Error("fetch", "tick 3 failed", exception)).TrimEnd('\n').Split('\n');

        Assert.Equal(" error fetch: tick 3 failed", lines[0][TimeLength..]);
        Assert.Equal("    System.InvalidOperationException: first line", lines[1]);
        Assert.Equal("    second line", lines[2]);
        Assert.StartsWith("       at ", lines[3], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.StartsWith("    ", line, StringComparison.Ordinal));

        static void Fail() => throw new InvalidOperationException("first line\nsecond line");
    }

    [Fact]
    public void TextIsUtf8() =>
        Assert.EndsWith(": Zürich 東京 🗞\n", Capture(() => Log.Information("fetch", "Zürich 東京 🗞")), StringComparison.Ordinal);

    [Fact]
    public void CultureOfTheThreadChangesNothing()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");

            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info  fetch: x\n$", Capture(() => Log.Information("fetch", "x")));
            Assert.Matches("^20[0-9]{2}-", Capture(() => Log.Information("fetch", "x")));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void RecordsOfSeveralThreadsNeverMix()
    {
        const int Threads = 8;
        const int Records = 200;
        var text = Capture(() => Parallel.For(0, Threads, thread =>
        {
            for (var i = 0; i < Records; i++)
            {
                Log.Information("fetch", new string((char)('a' + thread), 500));
            }
        }));

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Threads * Records, lines.Length);
        Assert.All(lines, line => Assert.Matches(@"Z info  fetch: ([a-h])\1{499}$", line));
    }

    [Fact]
    public void LoggerWritesTheMessageWithItsLevel()
    {
        var logger = new DaemonLogger("fetch");

        var lines = Capture(() =>
        {
            foreach (var level in Enum.GetValues<LogLevel>())
            {
                logger.Log(level, new EventId(7), level, exception: null, static (state, _) => $"it is {state}");
            }
        }).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            [" info  fetch: it is Information", " warn  fetch: it is Warning", " error fetch: it is Error", " crit  fetch: it is Critical"],
            lines.Select(line => line[TimeLength..]));
        Assert.False(logger.IsEnabled(LogLevel.Debug));
        Assert.False(logger.IsEnabled(LogLevel.None));
    }

    private static string Capture(Action write)
    {
        using var captured = new CapturedDescriptor(StageDescriptors.Error);
        write();
        return captured.Text;
    }
}
