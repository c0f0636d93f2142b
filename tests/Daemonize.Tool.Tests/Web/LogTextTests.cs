using System.IO.Compression;
using System.Text;
using Daemonize.Platform;
using Daemonize.Tool.Web;

namespace Daemonize.Tool.Tests.Web;

/// <summary>Parts of a log, backwards and forwards, across its rotated files.</summary>
public sealed class LogTextTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("daemonize-log-").FullName;

    private string Log => Path.Combine(_directory, "fetch.log");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void EndHasTheLastLines()
    {
        Write(Lines(1, 10));
        Assert.Equal(["line 9", "line 10"], Read("lines=2"));
        Assert.Equal(10, Read("").Count);
    }

    [Fact]
    public void PartsBeforeOneAnotherAreTheWholeLog()
    {
        Write(Lines(1, 5000));
        List<string> all = [];
        for (var (page, before) = (Page(""), ""); ; page = Page("before=" + before))
        {
            all.InsertRange(0, page.Lines.ConvertAll(TextOf));
            before = page.First.ToString();
            if (page.End == "beginning")
            {
                break;
            }
        }

        Assert.Equal(Lines(1, 5000), all);
    }

    /// <summary>Also those that are compressed; the oldest has the highest number.</summary>
    [Fact]
    public void RotatedFilesComeBeforeTheLog()
    {
        using (var gzip = new GZipStream(File.Create(Log + ".2.gz"), CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes("line 1\nline 2\n"));
        }

        File.SetLastWriteTimeUtc(Log + ".2.gz", DateTime.UtcNow.AddMinutes(-2));
        File.WriteAllText(Log + ".1", "line 3\nline 4\n");
        File.SetLastWriteTimeUtc(Log + ".1", DateTime.UtcNow.AddMinutes(-1));
        Write(["line 5"]);
        Assert.Equal(Lines(1, 5), Read(""));
        var page = Page("lines=2");
        Assert.Equal(["line 4", "line 5"], page.Lines.ConvertAll(TextOf));
        Assert.Equal(["line 1", "line 2", "line 3"], Read("before=" + page.First));
    }

    [Fact]
    public void NewLinesFollowAPlaceAcrossARotation()
    {
        Write(["line 1"]);
        var next = Page("").Next;
        File.AppendAllText(Log, "line 2\n");
        File.Move(Log, Log + ".1");
        Write(["line 3", "line 4"]);
        Assert.Equal(["line 2", "line 3", "line 4"], Read("after=" + next));
        var page = Page("lines=2&after=" + next);
        Assert.Equal(["line 2", "line 3"], page.Lines.ConvertAll(TextOf));
        Assert.Equal(["line 4"], Read("after=" + page.Next));
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public void PlaceThatIsGoneIsTold(string side)
    {
        Write(["line 1"]);
        Assert.Null(Try($"{side}=1-2-3"));
        Assert.Null(Try($"{side}={Page("").Next.File}-1000"));
    }

    [Fact]
    public void LineThatIsBeingWrittenIsNotShownYet()
    {
        File.WriteAllText(Log, "line 1\nline");
        var page = Page("");
        Assert.Equal(["line 1"], page.Lines.ConvertAll(TextOf));
        Assert.Empty(Read("after=" + page.Next));
        File.AppendAllText(Log, " 2\n");
        Assert.Equal(["line 2"], Read("after=" + page.Next));
    }

    [Fact]
    public void WordsMustAllBeInTheEntry()
    {
        Write(
        [
            "2026-11-30T12:00:00.000Z error fetch: no route", "    System.Net.Sockets.SocketException: unreachable", "    at Fetch()",
            "2026-11-30T12:00:01.000Z info  fetch: route found", "plain route",
        ]);
        Assert.Equal(3, Read("find=ROUTE socketexception").Count);
        Assert.Equal(5, Read("find=route").Count);
        Assert.Empty(Read("find=route nowhere"));
        Assert.Equal(3, Read("level=error").Count);
        Assert.Equal(5, Read("level=info").Count);
        Assert.Empty(Read("level=crit"));
    }

    [Fact]
    public void EntryIsNotCutApart()
    {
        Write(["2026-11-30T12:00:00.000Z error fetch: it failed", "    at A()", "    at B()"]);
        var page = Page("lines=1");
        Assert.Equal(3, page.Lines.Count);
        Assert.Equal([false, true, true], page.Lines.ConvertAll(static line => line.Continues));
        Assert.Equal("beginning", Page("lines=2&before=" + page.First).End);
    }

    [Fact]
    public void LongLineIsCut()
    {
        Write(["first", new string('x', 1_000_000), "last"]);
        var page = Page("");
        Assert.Equal([5, LogText.MaxLine, 4], page.Lines.ConvertAll(static line => line.Bytes.Length));
        Assert.Equal([false, true, false], page.Lines.ConvertAll(static line => line.IsCut));
    }

    /// <summary>A log can be one line without an end, and larger than any memory.</summary>
    [Fact]
    public void HugeLineEndsTheSearch()
    {
        using (var file = File.Create(Log))
        {
            file.SetLength(10L * 1024 * 1024 * 1024);
        }

        var page = Page("");
        Assert.Empty(page.Lines);
        using (var file = File.Open(Log, FileMode.Append))
        {
            file.Write("\nlast\n"u8);
        }

        page = Page("lines=1");
        Assert.Equal(["last"], page.Lines.ConvertAll(TextOf));
        var further = Page("before=" + page.First);
        Assert.Equal("limit", further.End);
        Assert.True(further.First.Offset < page.First.Offset);
    }

    [Fact]
    public void SearchThatTakesTooLongSaysWhereToGoOn()
    {
        var line = new string('y', 99) + "\n";
        File.WriteAllText(Log, "needle\n" + string.Concat(Enumerable.Repeat(line, 800_000)));
        var page = Page("find=needle");
        Assert.Equal("limit", page.End);
        Assert.Empty(page.Lines);
        for (var i = 0; i < 10 && page.End == "limit"; i++)
        {
            page = Page("find=needle&before=" + page.First);
        }

        Assert.Equal(["needle"], page.Lines.ConvertAll(TextOf));
    }

    /// <summary>
    /// A FIFO is empty for whoever asks for its size: only a place before it, and a compressed file, of which no size is known, lead to a
    /// read. That would take what is meant for another reader, or fail.
    /// </summary>
    [Theory]
    [InlineData("")]
    [InlineData(".3.gz")]
    public async Task FifoIsNotReadAndNotWaitedFor(string end)
    {
        Write(["line 1"]);
        var next = Page("").Next;
        File.Move(Log, Log + ".1");
        using var made = System.Diagnostics.Process.Start("/usr/bin/mkfifo", [Log + end]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        // For reading too: a FIFO that nobody reads cannot be opened for writing without waiting.
        using var writer = File.Open(Log + end, FileMode.Open, FileAccess.ReadWrite);
        writer.Write("line 2\n"u8);
        writer.Flush();
        Assert.Empty(Read("after=" + next));
        Assert.Equal(["line 1"], Read(""));
        Assert.Equal((byte)'l', writer.ReadByte());
    }

    /// <summary>Whoever can write to the directory could let root read any file.</summary>
    [Fact]
    public void LinkIsNotReadByRoot()
    {
        RequiresRoot.Check();
        File.WriteAllText(Path.Combine(_directory, "secret"), "secret\n");
        File.CreateSymbolicLink(Log, Path.Combine(_directory, "secret"));
        Assert.Empty(Read(""));
    }

    /// <summary>Root reads in the name of a user only what belongs to that user.</summary>
    [Fact]
    public void FilesOfAnotherOwnerAreLeftOut()
    {
        Write(["line 1"]);
        var own = FileStat.TryReadLink(Log, out var facts, out _) ? facts.Owner : throw new InvalidOperationException("there is no log");
        Assert.Equal((1, 0), (Count(own), Count(own + 1)));

        int Count(uint owner)
        {
            using var log = LogText.Open(Log, owner);
            return log.Read(Parse("")!)!.Lines.Count;
        }
    }

    [Theory]
    [InlineData("before=x")]
    [InlineData("before=../../etc/passwd")]
    [InlineData("after=1-2--3")]
    [InlineData("after=1-2-99999999999999999999")]
    [InlineData("lines=-1")]
    [InlineData("lines=many")]
    [InlineData("level=loud")]
    [InlineData("file=/etc/passwd")]
    public void OtherParametersAreRefused(string query) => Assert.Null(Parse(query));

    private static List<string> Lines(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(static number => $"line {number}")];

    private static string TextOf(LogPageLine line) => Encoding.UTF8.GetString(line.Bytes);

    private static LogQuery? Parse(string query)
    {
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Split('=', 2))
            .ToDictionary(static part => part[0], static part => part[1]);
        return LogQuery.TryParse(name => parameters.GetValueOrDefault(name));
    }

    private void Write(IEnumerable<string> lines) => File.WriteAllText(Log, string.Concat(lines.Select(static line => line + "\n")));

    private List<string> Read(string query) => Page(query).Lines.ConvertAll(TextOf);

    private LogPage Page(string query) => Try(query) ?? throw new InvalidOperationException("the place is gone");

    private LogPage? Try(string query)
    {
        using var log = LogText.Open(Log);
        return log.Read(Parse(query)!);
    }
}
