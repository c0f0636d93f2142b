using System.IO.Compression;
using System.Text;
using Daemonize.LogOutput;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.LogOutput;

/// <summary>Log files that are rotated when they reach their size.</summary>
[Collection(ProcessWide.Name)]
public sealed class FileSinkTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string LogPath => _folder["fetch.log"];

    [Fact]
    public void FileIsMovedAwayBetweenTwoLines()
    {
        var sink = Create(maxSize: 12, backups: 5);
        Write(sink, "one 1\ntwo 2\nthree 3\n");
        Assert.Equal("one 1\ntwo 2\n|three 3\n", $"{Read(".1")}|{Read("")}");

        Write(sink, "four\nfive\n");
        Assert.Equal("one 1\ntwo 2\n|three 3\n|four\nfive\n", $"{Read(".2")}|{Read(".1")}|{Read("")}");
        Assert.Equal(["fetch.log", "fetch.log.1", "fetch.log.2"], _folder.Names);
    }

    [Fact]
    public void OldestGoes()
    {
        var sink = Create(maxSize: 4, backups: 2);
        for (var i = 1; i <= 6; i++)
        {
            Write(sink, $"{i}..\n");
        }

        Assert.Equal(["fetch.log", "fetch.log.1", "fetch.log.2"], _folder.Names);
        Assert.Equal("4..\n5..\n6..\n", Read(".2") + Read(".1") + Read(""));
    }

    [Fact]
    public void NoneIsKeptWhereNoneIsWanted()
    {
        var sink = Create(maxSize: 4, backups: 0);
        Write(sink, "1..\n2..\n3..\n");
        Assert.Equal(["fetch.log"], _folder.Names);
        Assert.Equal("3..\n", Read(""));
    }

    [Fact]
    public void FewerAreLeftWhenTheNumberIsSmallerThanBefore()
    {
        for (var i = 1; i <= 4; i++)
        {
            File.WriteAllText($"{LogPath}.{i}", $"old {i}\n");
        }

        File.Move(LogPath + ".3", LogPath + ".3.gz");
        Write(Create(maxSize: 4, backups: 2), "1..\n2..\n");
        Assert.Equal(["fetch.log", "fetch.log.1", "fetch.log.2"], _folder.Names);
        Assert.Equal("old 1\n1..\n2..\n", Read(".2") + Read(".1") + Read(""));
    }

    [Fact]
    public void LineThatIsLongerThanALogIsWhole()
    {
        var sink = Create(maxSize: 4, backups: 5);
        Write(sink, "1..\na long line\n2..\n");
        Assert.Equal("1..\n|a long line\n|2..\n", $"{Read(".2")}|{Read(".1")}|{Read("")}");
    }

    /// <summary>A part of a line that is longer than the pump's buffer.</summary>
    [Fact]
    public void PiecesOfALineStayTogether()
    {
        var sink = Create(maxSize: 8, backups: 5);
        Write(sink, "123456");
        Write(sink, "7890");
        Write(sink, "end\nnext\n");
        Assert.Equal("1234567890end\n|next\n", $"{Read(".1")}|{Read("")}");
    }

    [Fact]
    public void SizeOfALogThatIsThereCounts()
    {
        File.WriteAllText(LogPath, "old..\n");
        Write(Create(maxSize: 8, backups: 5), "new\n");
        Assert.Equal("old..\n|new\n", $"{Read(".1")}|{Read("")}");
    }

    /// <summary>logrotate's copytruncate: a truncated file has room again and must not contain a hole.</summary>
    [Fact]
    public void TruncatedLogIsNotMovedAway()
    {
        var sink = Create(maxSize: 12, backups: 5);
        Write(sink, "one 1\ntwo 2\n");
        File.WriteAllText(LogPath, "");
        Write(sink, "three\n");
        Assert.Equal(["fetch.log"], _folder.Names);
        Assert.Equal("three\n", Read(""));
    }

    /// <summary>logrotate has moved the file and created the next one, but has not sent SIGHUP yet.</summary>
    [Fact]
    public void FileOfSomebodyElseAtItsPlaceIsNotMovedAway()
    {
        var sink = Create(maxSize: 8, backups: 5);
        Write(sink, "one..\n");
        File.Move(LogPath, _folder["moved"]);
        File.WriteAllText(LogPath, "");
        Write(sink, "two..\n");
        Assert.Equal(["fetch.log", "moved"], _folder.Names);
        Assert.Equal("one..\n|two..\n", $"{File.ReadAllText(_folder["moved"])}|{Read("")}");
    }

    [Fact]
    public void FileThatIsBetweenTwoPlacesIsWrittenOn()
    {
        var sink = Create(maxSize: 8, backups: 5);
        Write(sink, "one..\n");
        File.Move(LogPath, _folder["moved"]);
        Write(sink, "two..\n");
        Assert.Equal("one..\ntwo..\n", File.ReadAllText(_folder["moved"]));
        sink.Reopen();
        Write(sink, "three\n");
        Assert.Equal("three\n", Read(""));
    }

    [Fact]
    public void WhatCannotBeMovedAwayGrowsAndSaysSoOnce()
    {
        var sink = Create(maxSize: 8, backups: 1);
        Directory.CreateDirectory(LogPath + ".1");
        Write(sink, "one..\n");
        Write(sink, "two..\nthree\n");
        Write(sink, "four.\n");
        Assert.Matches(
            "^one..\n[^ ]+ error fetch: cannot move the log [^ ]+ away: is a directory; it grows beyond LogMaxSize\ntwo..\nthree\nfour.\n$",
            Read(""));
    }

    [Fact]
    public void BackupsAreCompressedFromTheOldestOn()
    {
        File.WriteAllText(LogPath, "");
        File.WriteAllText(LogPath + ".1", "young\n");
        File.WriteAllText(LogPath + ".2", "old\n");
        var time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(LogPath + ".2", time);
        File.WriteAllText(LogPath + RotatedNames.Unfinished, "what a crash has left");

        Assert.True(LogCompressor.TryCompressNext(LogPath));
        Assert.Equal(["fetch.log", "fetch.log.1", "fetch.log.2.gz"], _folder.Names);
        Assert.Equal(time, File.GetLastWriteTimeUtc(LogPath + ".2.gz"));
        Assert.True(LogCompressor.TryCompressNext(LogPath));
        Assert.False(LogCompressor.TryCompressNext(LogPath));
        Assert.Equal("young\nold\n", Unzip(".1.gz") + Unzip(".2.gz"));
    }

    public void Dispose() => _folder.Dispose();

    private FileSink Create(long maxSize, int backups) =>
        new(Definitions.CreateInstance("fetch", _folder.Path), LogPath, LogFile.Open(LogPath),
            new Rotation(maxSize, backups, Compress: false));

    private static void Write(FileSink sink, string lines) => sink.Write(Encoding.UTF8.GetBytes(lines));

    private string Read(string end) => File.ReadAllText(LogPath + end);

    private string Unzip(string end)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(LogPath + end), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
