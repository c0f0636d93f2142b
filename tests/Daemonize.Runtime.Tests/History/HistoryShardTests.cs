using Daemonize.History;
using Daemonize.Scheduling;

namespace Daemonize.Tests.History;

/// <summary>The shards of the ticks in a history, which only a daemon with shards has.</summary>
public sealed class HistoryShardTests : IDisposable
{
    private readonly HistoryBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void TickHasItsShardFromItsBeginning()
    {
        var writer = _bench.Open(hasShards: true);
        _bench.Tick(writer, 1, shard: 0);
        _bench.Tick(writer, 2, shard: 999_999);
        _ = writer.Add(HistoryBench.Skipped(3, 4));
        _ = _bench.Begin(writer, 4, shard: 5);
        Assert.Equal([0, 999_999, null, 5], Shards());
        Assert.Equal(HistoryFormat.FileSize + (1024 * 12), new FileInfo(_bench.Path).Length);
    }

    [Fact]
    public void DaemonWithoutShardsHasNoPlaceForThem()
    {
        _bench.Tick(_bench.Open(), 1);
        Assert.Equal([null], Shards());
        Assert.Equal(HistoryFormat.FileSize, new FileInfo(_bench.Path).Length);
    }

    /// <summary>A place has the shard of the record in the same place of its ring, and of no older one.</summary>
    [Fact]
    public void RingsTurnTogether()
    {
        var writer = _bench.Open(hasShards: true);
        for (var i = 0; i < 1024 + 10; i++)
        {
            _bench.Tick(writer, i, shard: i % 64);
        }

        _ = writer.Add(HistoryBench.Skipped(2000, 1));
        Assert.Equal([.. Enumerable.Range(11, 1023).Select(static i => (int?)(i % 64)), null], Shards());
    }

    [Fact]
    public void DamagedPlaceIsNoShard()
    {
        var writer = _bench.Open(hasShards: true);
        _bench.Tick(writer, 1, shard: 3);
        _bench.Tick(writer, 2, shard: 4);
        using (var file = File.Open(_bench.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = HistoryFormat.Shards + 4;
            file.WriteByte(9);
        }

        Assert.Equal([null, 4], Shards());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FileIsContinuedIfItHasTheSamePlaces(bool hasShards)
    {
        _bench.Tick(_bench.Open(hasShards: true), 1, shard: 3);
        _bench.Tick(_bench.Open(hasShards: hasShards), 2, shard: 4);
        Assert.Equal(hasShards ? [3, 4] : [null], Shards());
    }

    /// <summary>A file without its last part is not whole, although it has the size of another daemon's.</summary>
    [Fact]
    public void FileWithoutItsShardsIsPutBack()
    {
        var writer = _bench.Open(hasShards: true);
        Assert.True(writer.TryPutBack(HistoryBench.Ten, out var isOpened, out _) && !isOpened);
        using (var file = File.Open(_bench.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(HistoryFormat.FileSize);
        }

        Assert.True(writer.TryPutBack(HistoryBench.Ten, out isOpened, out _) && isOpened);
        _bench.Tick(writer, 1, shard: 3);
        Assert.Equal([3], Shards());
    }

    /// <summary>What a daemon counts reaches the file.</summary>
    [Fact]
    public void ProgressRecordsTheShard()
    {
        var progress = new DaemonProgress(Heartbeat.None) { History = _bench.Open(hasShards: true) };
        var begun = progress.BeginTick(HistoryBench.Ten, shard: 7);
        progress.EndTick(begun, TimeSpan.FromSeconds(1), retries: 0, HistoryFlags.None);
        Assert.Equal([7], Shards());
    }

    private List<int?> Shards() => [.. _bench.Read().Records.Select(static record => record.Shard)];
}
