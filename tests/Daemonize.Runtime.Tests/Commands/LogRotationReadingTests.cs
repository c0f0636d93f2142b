using System.IO.Compression;
using Daemonize.Commands;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Commands;

/// <summary><c>logs</c> across rotated files, and several logs merged by time.</summary>
[Collection(ProcessWide.Name)]
public sealed class LogRotationReadingTests : IDisposable
{
    private const int StandardOutput = 1;

    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TestFolder _folder = new();

    private string LogPath => _folder["fetch.log"];

    [Theory]
    [InlineData(1, "six\n")]
    [InlineData(2, "five\nsix\n")]
    [InlineData(3, "four\nfive\nsix\n")]
    [InlineData(4, "three\nfour\nfive\nsix\n")]
    [InlineData(5, "two\nthree\nfour\nfive\nsix\n")]
    [InlineData(int.MaxValue, "one\ntwo\nthree\nfour\nfive\nsix\n")]
    public void LastLinesComeFromOlderFilesToo(int lines, string shown)
    {
        WriteCompressed(".3.gz", "one\ntwo\n", 1);
        Write(".2", "three\n", 2);
        Write("-20260101", "four\n", 3);
        Write("", "five\nsix\n", 4);
        Write(".gz.unfinished", "nothing", 5);
        Write(".bak", "nothing", 6);
        Assert.Equal(shown, ShowPast(lines, since: null));
    }

    [Fact]
    public void OneThatIsBeingCompressedIsShownOnce()
    {
        Write(".1", "one\n", 1);
        WriteCompressed(".1.gz", "one\n", 1);
        Write("", "two\n", 2);
        Assert.Equal("one\ntwo\n", ShowPast(10, since: null));
    }

    [Fact]
    public void SinceLeavesOlderRecordsOut()
    {
        Write(".1", $"{At(1)} info  fetch: one\n{At(2)} info  fetch: two\n    more\nprinted\n", 2);
        Write("", $"{At(3)} info  fetch: three\n", 3);
        Assert.Equal(
            $"{At(2)} info  fetch: two\n    more\nprinted\n{At(3)} info  fetch: three\n", ShowPast(int.MaxValue, Start.AddMinutes(2)));
        Assert.Equal($"printed\n{At(3)} info  fetch: three\n", ShowPast(2, Start.AddMinutes(2)));
        Assert.Equal("", ShowPast(int.MaxValue, Start.AddMinutes(4)));
    }

    [Fact]
    public void SeveralLogsAreMergedByTimeWithTheirNames()
    {
        Write("", $"{At(1)} info  fetch: one\n    more\n{At(3)} warn  fetch: three\n", 3);
        File.WriteAllText(_folder["serve.log"], $"{At(2)} info  serve: two\n{At(4)} info  serve: unfinished");
        using var captured = new CapturedDescriptor(StandardOutput);
        var output = new LogPrinter(width: 5, isColoured: false);
        using var fetch = new LogTail("fetch", LogPath, output);
        using var serve = new LogTail("serve", _folder["serve.log"], output);
        Assert.True(Logs.ShowPast([fetch, serve], output, 10, since: null, mayBeUnfinished: true));
        Assert.Equal(
            $"fetch | {At(1)} info  fetch: one\nfetch |     more\nserve | {At(2)} info  serve: two\nfetch | {At(3)} warn  fetch: " +
            $"three\nserve | {At(4)} info  serve: unfinished",
            captured.Text);
    }

    [Fact]
    public void LevelsHaveColours()
    {
        Write("", $"{At(1)} info  fetch: one\n{At(2)} error fetch: two\n    more\n{At(3)} warn  fetch: three\n", 1);
        using var captured = new CapturedDescriptor(StandardOutput);
        var output = new LogPrinter(width: 0, isColoured: true);
        using var tail = new LogTail("fetch", LogPath, output);
        Logs.ShowPast([tail], output, 10, since: null, mayBeUnfinished: true);
        Assert.Equal(
            $"{At(1)} info  fetch: one\n\e[31m{At(2)} error fetch: two\e[0m\n\e[31m    more\e[0m\n\e[33m{At(3)} warn  fetch: three\e[0m\n",
            captured.Text);
    }

    /// <summary>Between two reads, the daemon rotates its log three times and compresses the file that the follower has open.</summary>
    [Fact]
    public void FollowerMissesNoFileInBetween()
    {
        Write("", "one\n", 1);
        using var captured = new CapturedDescriptor(StandardOutput);
        var output = new LogPrinter(width: 0, isColoured: false);
        using var tail = new LogTail("fetch", LogPath, output);
        Logs.ShowPast([tail], output, 10, since: null, mayBeUnfinished: false);
        File.AppendAllText(LogPath, "two\n");
        File.SetLastWriteTimeUtc(LogPath, Start.AddMinutes(2));
        File.Delete(LogPath);
        WriteCompressed(".3.gz", "one\ntwo\n", 2);
        WriteCompressed(".2.gz", "three\n", 3);
        Write(".1", "four\n", 4);
        Write("", "five\nunfin", 5);
        tail.ShowNew();
        File.AppendAllText(LogPath, "ished\n");
        tail.ShowNew();
        output.Flush();
        Assert.Equal("one\ntwo\nthree\nfour\nfive\nunfinished\n", captured.Text);
    }

    public void Dispose() => _folder.Dispose();

    private static string At(int minute) => $"2026-01-01T00:0{minute}:00.000Z";

    private void Write(string end, string text, int minute)
    {
        File.WriteAllText(LogPath + end, text);
        File.SetLastWriteTimeUtc(LogPath + end, Start.AddMinutes(minute));
    }

    private void WriteCompressed(string end, string text, int minute)
    {
        using (var writer = new StreamWriter(new GZipStream(File.Create(LogPath + end), CompressionLevel.Fastest)))
        {
            writer.Write(text);
        }

        File.SetLastWriteTimeUtc(LogPath + end, Start.AddMinutes(minute));
    }

    private string ShowPast(int lines, DateTime? since)
    {
        using var captured = new CapturedDescriptor(StandardOutput);
        var output = new LogPrinter(width: 0, isColoured: false);
        using var tail = new LogTail("fetch", LogPath, output);
        Assert.True(Logs.ShowPast([tail], output, lines, since, mayBeUnfinished: true));
        return captured.Text;
    }
}
