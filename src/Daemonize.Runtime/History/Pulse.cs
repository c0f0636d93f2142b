using System.Buffers.Binary;

namespace Daemonize.History;

/// <summary>The numbers of a daemon that change with each tick, as they are at one moment.</summary>
internal readonly record struct Pulse
{
    /// <summary>Counts the pulses of the file: of two, the higher is the newer.</summary>
    public ulong Counter { get; init; }

    public int Pid { get; init; }

    public PulseFlags Flags { get; init; }

    /// <summary>The start time of the process, field 22 of /proc/PID/stat; with <see cref="Pid"/> it tells whose pulse this is.</summary>
    public long StartTime { get; init; }

    /// <summary>How many ticks have begun.</summary>
    public long Ticks { get; init; }

    public long Skipped { get; init; }

    public long Late { get; init; }

    public long Failed { get; init; }

    /// <summary>The number of the tick that ended last; 0 for none.</summary>
    public long LastTick { get; init; }

    /// <summary>When that tick began, in microseconds since 1970.</summary>
    public long LastTickAt { get; init; }

    /// <summary>How long that tick took, in seconds.</summary>
    public float LastTook { get; init; }

    /// <summary>How long after its slot that tick began, in seconds.</summary>
    public float LastLate { get; init; }

    /// <summary>The next slot, in microseconds since 1970; 0 for none.</summary>
    public long NextAt { get; init; }

    /// <summary>When the next pulse is due at the latest, in milliseconds of CLOCK_MONOTONIC; 0 if none is due.</summary>
    public long Due { get; init; }

    /// <summary>Since when a tick has been running, in microseconds since 1970; 0 if none runs.</summary>
    public long RunningSince { get; init; }

    /// <summary>The sequence number of the newest record; 0 for none.</summary>
    public uint NewestRecord { get; init; }

    /// <summary>How long all ticks of this run have taken, in seconds.</summary>
    public double SumOfTook { get; init; }

    /// <summary>How late all ticks of this run have been, in seconds.</summary>
    public double SumOfLate { get; init; }

    public void Write(Span<byte> bytes)
    {
        bytes = bytes[..HistoryFormat.PulseSize];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Counter);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], Pid);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], (uint)Flags);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], StartTime);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], Skipped);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], Late);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[48..], Failed);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[56..], LastTick);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[64..], LastTickAt);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[72..], LastTook);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[76..], LastLate);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[80..], NextAt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[88..], Due);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[96..], RunningSince);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[104..], NewestRecord);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[108..], SumOfTook);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[116..], SumOfLate);
        HistoryFormat.Seal(bytes);
    }

    /// <summary>Reads one of the two places; null if nothing whole was written there.</summary>
    public static Pulse? Read(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..HistoryFormat.PulseSize];
        return !HistoryFormat.IsSealed(bytes) ? null : new Pulse
        {
            Counter = BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            Pid = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            Flags = (PulseFlags)BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
            StartTime = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            Ticks = BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            Skipped = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            Late = BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            Failed = BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]),
            LastTick = BinaryPrimitives.ReadInt64LittleEndian(bytes[56..]),
            LastTickAt = BinaryPrimitives.ReadInt64LittleEndian(bytes[64..]),
            LastTook = BinaryPrimitives.ReadSingleLittleEndian(bytes[72..]),
            LastLate = BinaryPrimitives.ReadSingleLittleEndian(bytes[76..]),
            NextAt = BinaryPrimitives.ReadInt64LittleEndian(bytes[80..]),
            Due = BinaryPrimitives.ReadInt64LittleEndian(bytes[88..]),
            RunningSince = BinaryPrimitives.ReadInt64LittleEndian(bytes[96..]),
            NewestRecord = BinaryPrimitives.ReadUInt32LittleEndian(bytes[104..]),
            SumOfTook = BinaryPrimitives.ReadDoubleLittleEndian(bytes[108..]),
            SumOfLate = BinaryPrimitives.ReadDoubleLittleEndian(bytes[116..]),
        };
    }

    /// <summary>Gets the newer of the two pulses in the head of a file; null if neither is whole.</summary>
    public static Pulse? NewestOf(ReadOnlySpan<byte> head)
    {
        var first = Read(head[HistoryFormat.FirstPulse..]);
        var second = Read(head[HistoryFormat.SecondPulse..]);
        return first is { } one && (second is not { } two || one.Counter > two.Counter) ? first : second;
    }
}

/// <summary>What a daemon is doing.</summary>
[Flags]
internal enum PulseFlags : uint
{
    None = 0,

    /// <summary>It has been asked to stop.</summary>
    Stopping = 1,

    /// <summary>A tick runs.</summary>
    Ticking = 2,

    /// <summary>The tick that ended last has succeeded.</summary>
    Succeeded = 4,
}
