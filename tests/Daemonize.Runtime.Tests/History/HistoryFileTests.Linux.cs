using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.History;

/// <content>Files of other users, and with several names.</content>
public sealed partial class HistoryFileTests
{
    /// <summary>Whoever has the file could read and change it: it is neither written nor believed.</summary>
    [Fact]
    public void FileOfAnotherUserIsReplaced()
    {
        RequiresRoot.Check();
        var writer = _bench.Open();
        _bench.Tick(writer, 1);
        writer.WritePulse(_bench);
        Nodes.Give(_bench.Path, 65534);
        Assert.Null(_bench.ReadPulse());

        Assert.True(writer.TryPutBack(HistoryBench.Ten, out var isOpened, out _) && isOpened);
        writer.WritePulse(_bench);
        Assert.NotNull(_bench.ReadPulse());

        Nodes.Give(_bench.Path, 65534);
        _ = _bench.Open();
        Assert.Equal((null, 0, 0, 0), Counts());
    }

    [Fact]
    public void FileWithASecondNameIsReplaced()
    {
        _ = Filled();
        Nodes.CreateHardLink(_bench.Folder["other"], _bench.Path);
        var before = File.ReadAllBytes(_bench.Folder["other"]);

        _bench.Tick(_bench.Open(), 1);

        Assert.Equal(before, File.ReadAllBytes(_bench.Folder["other"]));
        Assert.Single(_bench.Read().Records);
    }
}
