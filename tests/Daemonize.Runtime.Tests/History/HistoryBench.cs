using Daemonize.History;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.History;

/// <summary>A history file in its own directory, its writer, and ticks at times that the test gives.</summary>
internal sealed class HistoryBench : IPulseSource, IDisposable
{
    /// <summary>The time in which most of the ticks are: the beginning of an hour.</summary>
    public static readonly DateTimeOffset Ten = new(2026, 11, 29, 10, 0, 0, TimeSpan.Zero);

    private uint _ticks;

    public TestFolder Folder { get; } = new();

    public string Path => Folder["news.history"];

    /// <summary>The numbers that the next pulse has.</summary>
    public Pulse Numbers { get; set; } = new() { Ticks = 1 };

    Pulse IPulseSource.Pulse => Numbers;

    /// <summary>Opens the file as a daemon does that starts.</summary>
    public HistoryWriter Open(DateTimeOffset? now = null, bool hasShards = false)
    {
        var writer = HistoryWriter.TryOpen(Path, now ?? Ten, hasShards, out var error);
        Assert.True(writer is not null, error.Message);
        return writer!;
    }

    /// <summary>Reads the whole file, which must be a history.</summary>
    public HistoryContent Read()
    {
        var content = HistoryReader.TryRead(Path, owner => owner == ThisProcess.UserId);
        Assert.NotNull(content);
        return content;
    }

    public Pulse? ReadPulse() => HistoryReader.TryReadPulse(Path, owner => owner == ThisProcess.UserId);

    /// <summary>Writes a tick that begins so many seconds after ten, and has ended. Returns its record.</summary>
    public HistoryRecord Tick(
        HistoryWriter writer, double at, double took = 0, double late = 0, HistoryFlags flags = HistoryFlags.None, int? shard = null)
    {
        var begun = Begin(writer, at, late, shard);
        var ended = begun with { Flags = flags, Took = (float)took };
        writer.End(ended);
        return ended;
    }

    /// <summary>Writes a tick that begins so many seconds after ten. Returns its record, as it is while it runs.</summary>
    public HistoryRecord Begin(HistoryWriter writer, double at, double late = 0, int? shard = null)
    {
        var record = new HistoryRecord
        {
            Kind = HistoryKind.Tick,
            Flags = HistoryFlags.Running,
            At = HistoryFormat.Microseconds(Ten.AddSeconds(at)),
            Late = (float)late,
            Tick = Interlocked.Increment(ref _ticks),
            Shard = shard,
        };
        return record with { Sequence = writer.Add(record) };
    }

    public static HistoryRecord Skipped(double at, ushort slots) =>
        new() { Kind = HistoryKind.Skipped, Count = slots, At = HistoryFormat.Microseconds(Ten.AddSeconds(at)) };

    public void Close(HistoryWriter writer, double at) =>
        writer.Close(new() { Kind = HistoryKind.Ended, At = HistoryFormat.Microseconds(Ten.AddSeconds(at)) }, this);

    /// <summary>The minute that begins so many minutes after ten, as the file has it; null if it has none.</summary>
    public HistorySum? Minute(int after) => Find(Read().Minutes, after);

    /// <summary>The hour that begins so many minutes after ten.</summary>
    public HistorySum? Hour(int after) => Find(Read().Hours, after);

    public void Dispose() => Folder.Dispose();

    private static HistorySum? Find(IReadOnlyList<HistorySum> sums, int after)
    {
        var minute = HistorySum.MinuteOf(HistoryFormat.Microseconds(Ten)) + after;
        return sums.Any(sum => sum.Minute == minute) ? sums.Single(sum => sum.Minute == minute) : null;
    }
}
