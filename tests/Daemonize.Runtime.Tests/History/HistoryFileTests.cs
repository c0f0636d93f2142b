using System.Buffers.Binary;
using Daemonize.History;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.History;

/// <summary>The history file on disk: created in place of what is none of this version, and put back.</summary>
public sealed partial class HistoryFileTests : IDisposable
{
    private readonly HistoryBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("/run/news.pid", "/run/news.history")]
    [InlineData("/run/news.2.pid", "/run/news.2.history")]
    [InlineData("/run/news", "/run/news.history")]
    public void PathIsBesideThePidFile(string pidFile, string path) => Assert.Equal(path, HistoryFile.PathOf(pidFile));

    [Fact]
    public void NewFileIsWholeAndOnlyForItsUser()
    {
        File.WriteAllText(_bench.Path + ".new", "left behind");
        File.SetUnixFileMode(_bench.Path + ".new", (UnixFileMode)0b110_110_110);

        _ = _bench.Open();

        Assert.Equal(["news.history"], _bench.Folder.Names);
        Assert.Equal((107_520, 0b110_000_000), (new FileInfo(_bench.Path).Length, (int)File.GetUnixFileMode(_bench.Path)));
        Assert.Equal((null, 0, 0, 0), Counts());
    }

    [Fact]
    public void WhatIsNoHistoryOfThisVersionIsReplaced()
    {
        var whole = Filled();
        Dictionary<string, byte[]> others = new()
        {
            ["nothing"] = [],
            ["a text"] = "{}"u8.ToArray(),
            ["truncated"] = whole[..^1],
            ["longer"] = [.. whole, 0],
            ["another version"] = Changed(whole, 8, 2),
            ["larger records"] = Changed(whole, 10, 64),
            ["more records"] = Changed(whole, 12, 2048),
            ["another magic"] = Changed(whole, 0, 0),
            ["a torn header"] = [.. whole[..60], 0, 0, 0, 0, .. whole[64..]],
        };
        foreach (var (name, content) in others)
        {
            File.WriteAllBytes(_bench.Path, content);
            _ = _bench.Open();
            Assert.True(Counts() == (null, 0, 0, 0), name);
        }

        File.WriteAllBytes(_bench.Path, whole);
        _ = _bench.Open();
        Assert.Equal((1L, 3, 2, 1), Counts());
    }

    [Fact]
    public void LinksAreReplacedAndNotFollowed()
    {
        var victim = _bench.Folder["victim"];
        File.WriteAllBytes(victim, Filled());
        var before = File.ReadAllBytes(victim);
        File.Delete(_bench.Path);
        File.CreateSymbolicLink(_bench.Path, victim);
        File.CreateSymbolicLink(_bench.Path + ".new", victim);
        Assert.Null(HistoryReader.TryRead(_bench.Path, static _ => true));

        _bench.Tick(_bench.Open(), 1);

        Assert.Equal(before, File.ReadAllBytes(victim));
        Assert.Null(new FileInfo(_bench.Path).LinkTarget);
        Assert.Single(_bench.Read().Records);
    }

    [Fact]
    public void WhatCannotBeReplacedIsToldAndLeavesNothing()
    {
        Directory.CreateDirectory(_bench.Path);

        Assert.Null(HistoryWriter.TryOpen(_bench.Path, HistoryBench.Ten, hasShards: false, out var error));

        Assert.NotEmpty(error.Message);
        Assert.Equal(["news.history"], _bench.Folder.Names);
        Assert.Null(HistoryReader.TryRead(_bench.Path, static _ => true));
    }

    [Fact]
    public void WhatIsNoPlainFileIsNoHistoryAndHoldsNobody()
    {
        Nodes.CreateFifo(_bench.Path);
        Assert.Null(HistoryReader.TryRead(_bench.Path, static _ => true));
        Assert.Null(HistoryReader.TryReadPulse(_bench.Path, static _ => true));

        _bench.Tick(_bench.Open(), 1);
        Assert.Single(_bench.Read().Records);
    }

    /// <summary>A reader takes any size of records, and kinds that it does not know.</summary>
    [Fact]
    public void RecordsOfALaterWriterAreRead()
    {
        const int size = 48;
        _ = _bench.Open();
        var file = new byte[HistoryFormat.Records + (size * (4 + 2 + 1))];
        HistoryHeader.Of(HistoryBench.Ten).Write(file);
        (HistoryHeader.Read(file)!.Value with { RecordSize = size, Records = 4, Minutes = 2, Hours = 1 }).Write(file);
        new HistoryRecord { Sequence = 2, Kind = (HistoryKind)77, Flags = (HistoryFlags)128 }.Write(file.AsSpan(4096 + size));
        new HistoryRecord { Sequence = 1, Kind = HistoryKind.Tick }.Write(file.AsSpan(4096));
        new HistorySum { Minute = 60, Ticks = 5 }.Write(file.AsSpan(4096 + (5 * size)));
        new HistorySum { Minute = 120, Ticks = 6 }.Write(file.AsSpan(4096 + (6 * size)));
        File.WriteAllBytes(_bench.Path, file);

        var content = _bench.Read();
        Assert.Equal([(byte)1, (byte)77], content.Records.Select(static record => (byte)record.Kind));
        Assert.Equal([5u], content.Minutes.Select(static minute => minute.Ticks));
        Assert.Equal([6u], content.Hours.Select(static hour => hour.Ticks));
    }

    [Fact]
    public void FileOfAnotherUserIsNotTrusted()
    {
        _ = Filled();
        Assert.Equal(ThisProcess.UserId == 0, HistoryReader.TryRead(_bench.Path, static _ => false) is not null);
        Assert.NotNull(HistoryReader.TryRead(_bench.Path, static owner => owner == ThisProcess.UserId));
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("truncated")]
    [InlineData("replaced")]
    [InlineData("a link")]
    public void FileIsPutBackOnce(string how)
    {
        var writer = _bench.Open();
        _bench.Tick(writer, 1);
        writer.WritePulse(_bench);
        Assert.True(writer.TryPutBack(HistoryBench.Ten, out var isOpened, out _) && !isOpened);
        var counter = _bench.ReadPulse()!.Value.Counter;
        switch (how)
        {
            case "truncated":
                using (var file = File.Open(_bench.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.SetLength(1000);
                }

                break;
            case "a link":
                File.Move(_bench.Path, _bench.Folder["old"]);
                File.CreateSymbolicLink(_bench.Path, _bench.Folder["old"]);
                break;
            default:
                File.Delete(_bench.Path);
                if (how == "replaced")
                {
                    File.WriteAllText(_bench.Path, "mine");
                }

                break;
        }

        Assert.True(writer.TryPutBack(HistoryBench.Ten, out isOpened, out _) && isOpened);
        Assert.True(writer.TryPutBack(HistoryBench.Ten, out isOpened, out _) && !isOpened);

        // The numbers go on: a reader that has seen the old pulse does not take the new one for older.
        Assert.Equal(2u, _bench.Tick(writer, 2).Sequence);
        writer.WritePulse(_bench);
        Assert.Equal(counter + 1, _bench.ReadPulse()!.Value.Counter);
        Assert.Equal([2u], _bench.Read().Records.Select(static record => record.Sequence));
    }

    [Fact]
    public void FileThatCannotBePutBackIsTriedAgain()
    {
        var writer = _bench.Open();
        File.Delete(_bench.Path);
        Directory.CreateDirectory(_bench.Path);
        Assert.False(writer.TryPutBack(HistoryBench.Ten, out _, out var error));
        Assert.NotEmpty(error.Message);
        Assert.True(writer.IsBroken);

        Directory.Delete(_bench.Path);
        Assert.True(writer.TryPutBack(HistoryBench.Ten, out var isOpened, out _) && isOpened);
        Assert.False(writer.IsBroken);
        _bench.Tick(writer, 1);
        Assert.Single(_bench.Read().Records);
    }

    /// <summary>The bytes of a history with three records, two minutes and an hour.</summary>
    private byte[] Filled()
    {
        var writer = _bench.Open();
        _bench.Tick(writer, 1);
        _bench.Tick(writer, 61);
        _bench.Close(writer, 62);
        return File.ReadAllBytes(_bench.Path);
    }

    /// <summary>Gets the bytes with another number in the header, which is sealed.</summary>
    private static byte[] Changed(byte[] whole, int place, ushort value)
    {
        var changed = whole.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(changed.AsSpan(place), value);
        HistoryFormat.Seal(changed.AsSpan(0, HistoryHeader.Size));
        return changed;
    }

    private (long? Ticks, int Records, int Minutes, int Hours) Counts()
    {
        var content = _bench.Read();
        return (content.Pulse?.Ticks, content.Records.Count, content.Minutes.Count, content.Hours.Count);
    }
}
