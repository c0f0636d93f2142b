using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Platform;

/// <summary>The log of a daemon as a start opens it, and its end after a failed one.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string LogPath => _folder["fetch.log"];

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("old\n", 4, "")]
    [InlineData("old\nwhy it died\nand where\n", 4, "\n    why it died\n    and where")]
    [InlineData("old\n \n\n", 4, "")]
    public void TailOfAFailedStartIsWhatItWrote(string text, long start, string tail)
    {
        File.WriteAllText(LogPath, text);

        Assert.Equal(tail, LogFile.Tail(LogPath, start));
        Assert.Equal("", LogFile.Tail(_folder["none"], 0));
    }

    [Fact]
    public void LogIsOpenedForAppendingAndNotThroughALink()
    {
        File.WriteAllText(LogPath, "old\n");
        File.CreateSymbolicLink(_folder["link"], LogPath);
        using (var log = LogFile.Open(LogPath))
        {
            File.AppendAllText(LogPath, "another's\n");
            Assert.Equal(4, log.Write("new\n"u8, out _));
        }

        Assert.Equal("old\nanother's\nnew\n", File.ReadAllText(LogPath));
        AssertRefused("link", "it is a symbolic link; remove it or choose another LogFile");
        AssertRefused("no/x.log", "create its directory or choose another LogFile");
        AssertRefused("", "is a directory; choose another LogFile, or set LOGS_DIRECTORY");
        AssertRefused("fetch.log/x.log", "not a directory; choose another LogFile, or set LOGS_DIRECTORY");
        File.CreateSymbolicLink(_folder["loop"], _folder["loop"]);
        AssertRefused("loop/x.log", "choose another LogFile, or set LOGS_DIRECTORY");
        AssertRefused(new string('x', 256), "file name too long; choose another LogFile, or set LOGS_DIRECTORY");

        void AssertRefused(string name, string why) =>
            Assert.EndsWith(why, Assert.Throws<DaemonException>(() => LogFile.Open(_folder[name])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
