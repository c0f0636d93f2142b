namespace Daemonize.Tests.Commands;

/// <content>
/// Files that are created within one tick of the disk's clock. .NET does not report inode numbers, and so cannot tell them apart.
/// </content>
public sealed partial class LogTailTests
{
    /// <summary>
    /// Between logrotate's rename and the daemon's new file there is no file, and the daemon still writes to the old one.
    /// </summary>
    [Fact]
    public void MovedLogIsReadUntilThereIsANewOne() => Assert.Equal("one\ntwo\nthree\n", Capture(tail =>
    {
        File.WriteAllText(LogPath, "one\n");
        tail.ShowEnd(10);
        File.Move(LogPath, LogPath + ".1");
        tail.ShowNew();
        File.AppendAllText(LogPath + ".1", "two\n");
        tail.ShowNew();
        File.WriteAllText(LogPath, "three\n");
        tail.ShowNew();
    }));
}
