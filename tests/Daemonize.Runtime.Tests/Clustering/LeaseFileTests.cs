using System.Security.Cryptography;
using Daemonize.Cluster;
using Daemonize.Clustering;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Clustering;

/// <summary>What is left in the file after a write that was cut off.</summary>
public sealed class LeaseFileTests : IDisposable
{
    private const int Shard = 3;
    private const int PlaceSize = 4096;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private readonly TestFolder _folder = new();

    private string Path => _folder["fetch.3.lease"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NewFileHasNoRecord()
    {
        using var file = LeaseFile.TryOpen(Path, Shard)!;
        Assert.Null(file.Record);
    }

    [Fact]
    public void OneStepAtATimeHasTheFile()
    {
        using (LeaseFile.TryOpen(Path, Shard))
        {
            Assert.Null(LeaseFile.TryOpen(Path, Shard));
        }

        using var next = LeaseFile.TryOpen(Path, Shard);
        Assert.NotNull(next);
    }

    /// <summary>Whatever the place that the last write went to, and wherever it was cut off.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(200)]
    [InlineData(511)]
    public void RecordThatWasCutOffLeavesTheOneBefore(int at)
    {
        for (var token = 1; token <= 5; token++)
        {
            var before = File.Exists(Path) ? File.ReadAllBytes(Path) : [];
            Write(Record(token), isLasting: true);
            if (token > 1)
            {
                var after = File.ReadAllBytes(Path);
                var place = after.AsSpan(0, PlaceSize).SequenceEqual(before.AsSpan(0, PlaceSize)) ? PlaceSize : 0;
                Assert.Equal(before[(PlaceSize - place)..(PlaceSize - place + 512)], after[(PlaceSize - place)..(PlaceSize - place + 512)]);
                Change(place + at);
                Assert.Equal(Record(token - 1), Read());
                Change(place + at);
            }

            Assert.Equal(Record(token), Read());
        }
    }

    /// <summary>Renewals do not wait for the disk. However many are lost, what had been waited for is still there.</summary>
    [Fact]
    public void RecordOnTheDiskIsNotReplacedByOneThatMayBeLost()
    {
        Write(Record(1), isLasting: true);
        Write(Record(2), isLasting: true);
        var safe = File.ReadAllBytes(Path);
        for (var token = 3; token < 7; token++)
        {
            Write(Record(token), isLasting: false);
            Assert.Equal(Record(token), Read());
        }

        // The places that have changed are lost with the power.
        var lost = File.ReadAllBytes(Path);
        for (var place = 0; place < 2 * PlaceSize; place += PlaceSize)
        {
            if (!lost.AsSpan(place, PlaceSize).SequenceEqual(safe.AsSpan(place, PlaceSize)))
            {
                RandomNumberGenerator.Fill(lost.AsSpan(place, 512));
            }
        }

        File.WriteAllBytes(Path, lost);
        Assert.Equal(Record(2), Read());
    }

    [Fact]
    public void DamagedFileIsRefused()
    {
        Write(Record(1), isLasting: true);
        Change(100);

        var exception = Assert.Throws<ClusterStoreException>(() => LeaseFile.TryOpen(Path, Shard));
        Assert.StartsWith($"{Path} is damaged; stop the daemon", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsPermanent);

        // The refusal has not kept the lock.
        Change(100);
        Assert.Equal(Record(1), Read());
    }

    [Fact]
    public void FileOfAnotherShardIsRefused()
    {
        Write(Record(1), isLasting: true);
        Assert.Throws<ClusterStoreException>(() => LeaseFile.TryOpen(Path, Shard + 1));
    }

    /// <summary>The power was lost before the first record was written.</summary>
    [Fact]
    public void FileOfZerosIsNew()
    {
        File.WriteAllBytes(Path, new byte[PlaceSize + 7]);
        Assert.Null(Read());
        Write(Record(1), isLasting: true);
        Assert.Equal(Record(1), Read());
    }

    /// <summary>A later write needs no block of a disk that may be full by then.</summary>
    [Fact]
    public void FileDoesNotGrow()
    {
        Write(Record(1), isLasting: true);
        Write(Record(2), isLasting: true);
        Assert.Equal(2 * PlaceSize, new FileInfo(Path).Length);
    }

    [Fact]
    public void EverythingIsKept()
    {
        var full = new Lease
        {
            Shard = Shard,
            Token = long.MaxValue,
            Owner = Guid.NewGuid(),
            Host = "höst:1",
            Until = 2,
            Slot = 3,
            Attempt = 4,
            Done = 5,
            Missed = 6,
            Interrupted = 7,
            Deputy = Guid.NewGuid(),
            DeputyUntil = 8,
        };
        foreach (var record in (Lease[])
            [full, full with { Owner = null }, full with { Owner = Guid.Empty }, full with { Deputy = null }, full with { Host = null },
                full with { Host = "" }])
        {
            Write(record, isLasting: true);
            Assert.Equal(record, Read());
        }

        using var file = LeaseFile.TryOpen(Path, Shard)!;
        Assert.Equal(Duration, file.Duration);
    }

    private static Lease Record(long token) => new() { Shard = Shard, Token = token, Slot = 2, Done = 1, Host = $"host:{token}" };

    private void Write(Lease record, bool isLasting)
    {
        using var file = LeaseFile.TryOpen(Path, Shard)!;
        file.Write(record, Duration, isLasting);
    }

    private Lease? Read()
    {
        using var file = LeaseFile.TryOpen(Path, Shard)!;
        return file.Record;
    }

    private void Change(int offset)
    {
        var bytes = File.ReadAllBytes(Path);
        bytes[offset] ^= 0x55;
        File.WriteAllBytes(Path, bytes);
    }
}
