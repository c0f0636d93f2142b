using System.Text;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Reporting;

/// <summary>
/// The status file on disk: written atomically, readable only for its user, and trusted only if the daemon itself wrote it.
/// </summary>
public sealed partial class StatusFileTests : IDisposable
{
    private const int MaxLength = 128 * 1024;

    /// <summary>These tests act as the daemon: its files belong to the user of the tests.</summary>
    private static readonly LockRecord Record = new(Environment.ProcessId, 4711, 0, 3, IsReady: true);
    private static readonly StatusText Text =
        new() { Options = [], Name = "fetch", Pid = Record.Pid, StartTime = Record.StartTime, Ticks = 13, Report = "well" };

    private readonly TestFolder _folder = new();

    private string Path => _folder["fetch.status"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/run/news.pid", "/run/news.status")]
    [InlineData("/run/news.2.pid", "/run/news.2.status")]
    [InlineData("/run/news", "/run/news.status")]
    [InlineData("/run/a.pid/news", "/run/a.pid/news.status")]
    [InlineData("/run/news.PID", "/run/news.PID.status")]
    public void PathIsBesideThePidFile(string pidFile, string path) => Assert.Equal(path, StatusFile.PathOf(pidFile));

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        Assert.True(StatusFile.TryWrite(Path, Text.Format()));

        Assert.Equal(Text, TryRead(Path, Record));
        Assert.Equal(["fetch.status"], _folder.Names);
    }

    [Fact]
    public void FileIsOnlyForItsUserWhateverStoodThere()
    {
        File.WriteAllText(Path, "old");
        File.SetUnixFileMode(Path, (UnixFileMode)0b110_110_110);
        File.WriteAllText(Path + ".new", "left behind");
        File.SetUnixFileMode(Path + ".new", (UnixFileMode)0b110_110_110);

        Assert.True(StatusFile.TryWrite(Path, Text.Format()));

        Assert.Equal(0b110_000_000, (int)File.GetUnixFileMode(Path));
        Assert.Equal(Text, TryRead(Path, Record));
    }

    /// <summary>A reader that opened the file earlier reads the old text to its end.</summary>
    [Fact]
    public void FileIsReplacedAndNotOverwritten()
    {
        Assert.True(StatusFile.TryWrite(Path, Text.Format()));
        using var reader = File.OpenRead(Path);
        Assert.True(StatusFile.TryWrite(Path, (Text with { Ticks = 14, Report = null }).Format()));

        using var old = new StreamReader(reader);
        Assert.Equal(Encoding.UTF8.GetString(Text.Format()), old.ReadToEnd());
        Assert.Equal(14, TryRead(Path, Record)!.Ticks);
    }

    [Fact]
    public async Task ReaderFindsOneTextOrTheOtherWhileItIsWritten()
    {
        var other = Text with { Ticks = 14, Report = new string('x', 900) };
        Assert.True(StatusFile.TryWrite(Path, Text.Format()));
        var isDone = false;
        var writing = Task.Run(
            () =>
            {
                for (var i = 0; !Volatile.Read(ref isDone); i++)
                {
                    Assert.True(StatusFile.TryWrite(Path, (i % 2 == 0 ? other : Text).Format()));
                }
            },
            TestContext.Current.CancellationToken);
        List<StatusText?> seen = [];
        for (var i = 0; i < 2_000 || (!seen.Contains(other) && !writing.IsCompleted); i++)
        {
            seen.Add(TryRead(Path, Record));
        }

        Volatile.Write(ref isDone, true);
        await writing;
        Assert.Equal([13, 14], seen.Select(static text => text?.Ticks).Distinct().Order());
    }

    [Fact]
    public void LinksAreReplacedAndNotFollowed()
    {
        var victim = _folder["victim"];
        File.WriteAllText(victim, "mine");
        File.CreateSymbolicLink(Path, victim);
        File.CreateSymbolicLink(Path + ".new", victim);

        Assert.True(StatusFile.TryWrite(Path, Text.Format()));

        Assert.Equal("mine", File.ReadAllText(victim));
        Assert.Equal(Text, TryRead(Path, Record));
    }

    [Fact]
    public void FileThatCannotBeReplacedIsToldAndLeavesNothing()
    {
        Directory.CreateDirectory(Path);

        Assert.False(StatusFile.TryWrite(Path, Text.Format()));
        Assert.Equal(["fetch.status"], _folder.Names);
        Assert.False(StatusFile.TryWrite(_folder["gone/fetch.status"], Text.Format()));
        Directory.CreateDirectory(_folder["other.status.new"]);
        Assert.False(StatusFile.TryWrite(_folder["other.status"], Text.Format()));
    }

    /// <summary>With its suffix, the name of the temporary file is too long. The old text would make the daemon look hung.</summary>
    [Fact]
    public void TextThatCannotBeReplacedIsOverwritten()
    {
        var path = _folder[new string('x', 253)];
        File.WriteAllBytes(path, (Text with { Report = new string('x', 900) }).Format());

        Assert.True(StatusFile.TryWrite(path, (Text with { Ticks = 14 }).Format()));
        Assert.Equal(Text with { Ticks = 14 }, TryRead(path, Record));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("39815\n")]
    [InlineData("{\"version\":2,\"name\":\"fetch\"}")]
    public void ForeignTextIsUnknown(string text)
    {
        File.WriteAllText(Path, text);

        Assert.Null(TryRead(Path, Record));
    }

    /// <summary>For example, of an earlier daemon whose pid another process now has.</summary>
    [Fact]
    public void TextOfAnotherDaemonIsUnknown()
    {
        Assert.True(StatusFile.TryWrite(Path, Text.Format()));

        Assert.Null(TryRead(Path, Record with { StartTime = 4712 }));
        Assert.True(StatusFile.TryWrite(Path, (Text with { Pid = 1 }).Format()));
        Assert.Null(TryRead(Path, Record));
    }

    /// <summary>The text of one run is not reported for another: not if it ended later, nor if a watcher knows its end.</summary>
    [Fact]
    public void LastTextIsThatOfTheRunThatTheLockFileNames()
    {
        Assert.True(
            StatusFile.TryWrite(
                Path,
                (Text with
                {
                    Restarts = 2,
                    Exit = new DaemonExit { ExitCode = 0, Reason = "stopped by SIGTERM", EndedAt = default }
                }).Format()));
        var wait = new RestartWait(3, ProcessEnd.OfExit(1), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

        Assert.NotNull(StatusFile.TryReadLast(Path, user: null, last: null));
        Assert.NotNull(StatusFile.TryReadLast(Path, user: null, Record));
        Assert.Null(StatusFile.TryReadLast(Path, user: null, Record with { Pid = Record.Pid + 1 }));
        Assert.Null(StatusFile.TryReadLast(Path, user: null, Record with { StartTime = Record.StartTime + 1 }));
        Assert.NotNull(StatusFile.TryReadLast(Path, user: null, new LockRecord(1, 1, 1, 4, IsReady: false) { Wait = wait }));
        Assert.Null(
            StatusFile.TryReadLast(Path, user: null, new LockRecord(1, 1, 1, 4, IsReady: false) { Wait = wait with { Restart = 4 } }));
    }

    [Theory]
    [InlineData(MaxLength, true)]
    [InlineData(MaxLength + 1, false)]
    public void HugeTextIsUnknown(int length, bool isRead)
    {
        File.WriteAllText(Path, Encoding.UTF8.GetString(Text.Format()).PadRight(length));

        Assert.Equal(isRead ? Text : null, TryRead(Path, Record));
    }

    /// <summary>A sparse file of a tebibyte takes no room on the disk, and must take none in memory.</summary>
    [Fact]
    public void EndlessFileIsUnknown()
    {
        using (var file = File.Create(Path))
        {
            file.SetLength(1L << 40);
        }

        Assert.Null(TryRead(Path, Record));
    }

    [Fact]
    public void WhatIsNoPlainFileIsUnknownAndHoldsNobody()
    {
        Nodes.CreateFifo(_folder["fifo"]);
        Directory.CreateDirectory(_folder["directory"]);
        Assert.True(StatusFile.TryWrite(_folder["target"], Text.Format()));
        File.CreateSymbolicLink(_folder["link"], _folder["target"]);

        Assert.All(["fifo", "directory", "link", "none"], name => Assert.Null(TryRead(_folder[name], Record)));
    }

    [Fact]
    public void RemoveTakesOnlyAPlainFile()
    {
        Assert.True(StatusFile.TryWrite(Path, Text.Format()));
        File.CreateSymbolicLink(_folder["link"], Path);

        StatusFile.Remove(_folder["link"]);
        Assert.Equal(["fetch.status", "link"], _folder.Names);
        StatusFile.Remove(Path);
        StatusFile.Remove(Path);
        Assert.Equal(["link"], _folder.Names);
    }

    /// <summary>Array equality is reference equality.</summary>
    private static StatusText? TryRead(string path, LockRecord record) =>
        StatusFile.TryRead(path, record) is { } found ? found with { Options = Text.Options } : null;
}
