using Daemonize.Commands;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Commands;

/// <summary>The end of a log and the lines added to it, as they arrive at standard output.</summary>
[Collection(ProcessWide.Name)]
public sealed partial class LogTailTests : IDisposable
{
    private const int BlockSize = 32 * 1024;
    private const int StandardOutput = 1;

    private readonly TestFolder _folder = new();

    private string LogPath => _folder["fetch.log"];

    [Theory]
    [InlineData("", 10, "")]
    [InlineData("one\n", 10, "one\n")]
    [InlineData("one\ntwo\nthree\n", 0, "")]
    [InlineData("one\ntwo\nthree\n", 1, "three\n")]
    [InlineData("one\ntwo\nthree\n", 2, "two\nthree\n")]
    [InlineData("one\ntwo\nthree\n", 3, "one\ntwo\nthree\n")]
    [InlineData("one\ntwo\nthree\n", 4, "one\ntwo\nthree\n")]
    [InlineData("one\ntwo\nthree\n", int.MaxValue, "one\ntwo\nthree\n")]
    [InlineData("one\ntwo\nunfinished", 0, "")]
    [InlineData("one\ntwo\nunfinished", 1, "unfinished")]
    [InlineData("one\ntwo\nunfinished", 2, "two\nunfinished")]
    [InlineData("\n\n\n", 2, "\n\n")]
    [InlineData("unfinished", 1, "unfinished")]
    public void LastLinesAreShown(string text, int lines, string shown)
    {
        File.WriteAllText(LogPath, text);

        Assert.Equal(shown, ShowEnd(lines));
    }

    /// <summary>File times count nanoseconds, which fit into 64 bits only for the years 1678 to 2261.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(1600, true)]
    [InlineData(1677, true)]
    [InlineData(2262, false)]
    [InlineData(2300, false)]
    [InlineData(9999, false)]
    public void AnyYearCanBeAskedFor(int year, bool isShown)
    {
        var text = "2026-11-25T01:04:37.861Z info  fetch: one\n";
        File.WriteAllText(LogPath, text);

        Assert.Equal(isShown ? text : "", Capture(tail => _ = tail.ShowEnd(10, new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc))));
    }

    /// <summary>Lines of all lengths around the block size, so that line ends lie before, on and after the block boundary.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void LinesAreFoundAcrossBlocks(int lines)
    {
        for (var length = BlockSize - 3; length <= BlockSize + 3; length++)
        {
            string[] all = [new string('a', length - 1) + "\n", new string('b', BlockSize - 1) + "\n", new string('c', 5) + "\n"];
            File.WriteAllText(LogPath, string.Concat(all));

            Assert.Equal(string.Concat(all[^lines..]), ShowEnd(lines));
        }
    }

    [Fact]
    public void LineLongerThanManyBlocksIsShownWhole()
    {
        var line = new string('x', 10 * BlockSize) + "\n";
        File.WriteAllText(LogPath, "before\n" + line);

        Assert.Equal(line, ShowEnd(1));
    }

    [Fact]
    public void MissingLogIsNone()
    {
        using var tail = CreateTail(out _);

        Assert.Null(tail.ReadPast(10, since: null, mayBeUnfinished: true));
    }

    [Fact]
    public void AddedTextIsShownOnce() => Assert.Equal("two\nthree\nfour\n", Capture(tail =>
    {
        File.WriteAllText(LogPath, "one\ntwo\n");
        tail.ShowEnd(1);
        tail.ShowNew();
        File.AppendAllText(LogPath, "thr");
        tail.ShowNew();
        File.AppendAllText(LogPath, "ee\nfour\n");
        tail.ShowNew();
        tail.ShowNew();
    }));

    [Fact]
    public void TruncatedLogIsShownFromItsStart() => Assert.Equal("one\ntwo\nnew\n", Capture(tail =>
    {
        File.WriteAllText(LogPath, "one\ntwo\n");
        tail.ShowEnd(10);
        File.WriteAllText(LogPath, "new\n");
        tail.ShowNew();
    }));

    [Fact]
    public void RotatedLogIsShownToItsEndAndThenTheNewOne() =>
        Assert.Equal("one\nlast of the old\nfirst of the new\nsecond\n", Capture(tail =>
    {
        File.WriteAllText(LogPath, "one\n");
        tail.ShowEnd(10);
        File.AppendAllText(LogPath, "last of the old\n");
        File.Move(LogPath, LogPath + ".1");
        File.WriteAllText(LogPath, "first of the new\n");
        tail.ShowNew();
        File.AppendAllText(LogPath, "second\n");
        tail.ShowNew();
    }));

    [Fact]
    public void LogThatAppearsLaterIsShownFromItsStart() => Assert.Equal("one\n", Capture(tail =>
    {
        Assert.False(tail.ShowEnd(0));
        tail.ShowNew();
        File.WriteAllText(LogPath, "one\n");
        tail.ShowNew();
    }));

    public void Dispose() => _folder.Dispose();

    private LogTail CreateTail(out LogPrinter output) => new("fetch", LogPath, output = new LogPrinter(width: 0, isColoured: false));

    private string ShowEnd(int lines) => Capture(tail => Assert.True(tail.ShowEnd(lines)));

    private string Capture(Action<Follower> show)
    {
        using var captured = new CapturedDescriptor(StandardOutput);
        using var tail = CreateTail(out var output);
        show(new Follower(tail, output));
        output.Flush();
        return captured.Text;
    }

    private sealed class Follower(LogTail tail, LogPrinter output)
    {
        public bool ShowEnd(int lines, DateTime? since = null) => Logs.ShowPast([tail], output, lines, since, mayBeUnfinished: true);

        public void ShowNew() => tail.ShowNew();
    }
}
