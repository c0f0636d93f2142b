using System.Buffers.Binary;

namespace Daemonize.History;

/// <summary>Something that happened, such as a tick, at one place of the ring of records.</summary>
internal readonly record struct HistoryRecord
{
    /// <summary>Counts the records of the file, from 1; 0 is an empty place. After the last number it begins again at 1.</summary>
    public uint Sequence { get; init; }

    public HistoryKind Kind { get; init; }

    public HistoryFlags Flags { get; init; }

    /// <summary>Slots skipped, retries of a tick, or the exit code; 65,535 stands for that and more.</summary>
    public ushort Count { get; init; }

    /// <summary>When it happened or began, in microseconds since 1970.</summary>
    public long At { get; init; }

    /// <summary>How long after its slot a tick began, in seconds.</summary>
    public float Late { get; init; }

    /// <summary>How long a tick took, in seconds; 0 while it runs.</summary>
    public float Took { get; init; }

    /// <summary>The number of the tick in its run of the daemon; 0 for what is no tick.</summary>
    public uint Tick { get; init; }

    /// <summary>The shard of the tick, which is in its own place; null without shards.</summary>
    public int? Shard { get; init; }

    /// <summary>Whether it is a tick that has ended.</summary>
    public bool IsEndedTick => Kind == HistoryKind.Tick && (Flags & HistoryFlags.Running) == 0;

    /// <summary>When a tick ended, in microseconds since 1970; for the rest when it happened.</summary>
    public long EndedAt => At + (long)(Took * 1e6);

    /// <summary>When it happened or began.</summary>
    public DateTimeOffset Time => HistoryFormat.Time(At);

    /// <summary>Adds what the record counts to the sum of its minute.</summary>
    public HistorySum AddTo(in HistorySum sum) =>
        IsEndedTick ? sum.AddTick(Took, Late, (Flags & HistoryFlags.Failed) != 0)
        : Kind == HistoryKind.Skipped ? sum.AddSkipped(Count)
        : sum;

    public void Write(Span<byte> bytes)
    {
        bytes = bytes[..HistoryFormat.RecordSize];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Sequence);
        bytes[4] = (byte)Kind;
        bytes[5] = (byte)Flags;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[6..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], At);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[16..], Late);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[20..], Took);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[24..], Tick);
        HistoryFormat.Seal(bytes);
    }

    /// <summary>Reads a place; null if it is empty or was not written whole.</summary>
    public static HistoryRecord? Read(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..HistoryFormat.RecordSize];
        var sequence = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return sequence == 0 || !HistoryFormat.IsSealed(bytes) ? null : new HistoryRecord
        {
            Sequence = sequence,
            Kind = (HistoryKind)bytes[4],
            Flags = (HistoryFlags)bytes[5],
            Count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
            At = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            Late = BinaryPrimitives.ReadSingleLittleEndian(bytes[16..]),
            Took = BinaryPrimitives.ReadSingleLittleEndian(bytes[20..]),
            Tick = BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]),
        };
    }
}

/// <summary>What a record is about. A reader ignores kinds that it does not know.</summary>
internal enum HistoryKind : byte
{
    None = 0,

    /// <summary>A tick, from its beginning on.</summary>
    Tick = 1,

    /// <summary>Slots that have had no tick, as many as the count says.</summary>
    Skipped = 2,

    /// <summary>The daemon's process has begun.</summary>
    Started = 3,

    /// <summary>The daemon is ready.</summary>
    Ready = 4,

    /// <summary>The daemon has reloaded.</summary>
    Reloaded = 5,

    /// <summary>The daemon has ended; the count is its exit code.</summary>
    Ended = 6,

    /// <summary>The daemon's process has begun because its watcher started it again; the count is the number of the restart.</summary>
    Restarted = 7,
}

/// <summary>How it went. A reader ignores flags that it does not know.</summary>
[Flags]
internal enum HistoryFlags : byte
{
    None = 0,

    /// <summary>The tick runs, or its daemon was killed while it ran.</summary>
    Running = 1,

    /// <summary>It has failed, after all retries.</summary>
    Failed = 2,

    /// <summary>The tick is counted as late.</summary>
    Late = 4,

    /// <summary>The tick was requested and has no slot.</summary>
    ByHand = 8,

    /// <summary>The tick was cancelled for the next one.</summary>
    Replaced = 16,

    /// <summary>The tick took longer than its TickTimeout.</summary>
    TimedOut = 32,
}
