using System.Buffers.Binary;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>
/// A history file as docs/history.md describes it, read without a line of the runtime: what both say is what other programs can rely on.
/// </summary>
/// <param name="Pulse">The newer of the whole pulses; null for none.</param>
/// <param name="Records">The whole records, in their order.</param>
/// <param name="Minutes">The whole minutes.</param>
/// <param name="Hours">The whole hours.</param>
/// <param name="Torn">The number of places that are neither empty nor whole.</param>
internal sealed record HistoryView(
    PulseView? Pulse, IReadOnlyList<RecordView> Records, IReadOnlyList<SumView> Minutes, IReadOnlyList<SumView> Hours, int Torn)
{
    public const int Size = 107_520;

    private const int HeaderSize = 64;
    private const int PulseSize = 128;

    /// <summary>Reads a file; null if it is none, or not whole.</summary>
    public static HistoryView? TryRead(string path)
    {
        if (TryReadBytes(path) is not { Length: Size } bytes || !IsHistory(bytes))
        {
            return null;
        }

        var size = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(10));
        var counts = Enumerable.Range(0, 3).Select(ring => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12 + (4 * ring)))).ToArray();
        var (torn, offset) = (0, 4096);
        var rings = counts.Select(count =>
        {
            List<byte[]> parts = [];
            for (var i = 0; i < count; i++, offset += size)
            {
                var part = bytes[offset..(offset + size)];
                if (IsSealed(part.AsSpan(0, 32)))
                {
                    parts.Add(part);
                }
                else if (part.AsSpan().ContainsAnyExcept((byte)0))
                {
                    torn++;
                }
            }

            return parts;
        }).ToArray();
        return new HistoryView(
            PulseOf(bytes),
            [
                .. rings[0].Select(RecordView.Parse)
                    .Order(Comparer<RecordView>.Create(static (one, other) => (int)(one.Sequence - other.Sequence))),
            ],
            [.. rings[1].Select(SumView.Parse).OrderBy(static sum => sum.Minute)],
            [.. rings[2].Select(SumView.Parse).OrderBy(static sum => sum.Minute)],
            torn);
    }

    /// <summary>Reads a file, which must be a history.</summary>
    public static HistoryView Read(string path)
    {
        var view = TryRead(path);
        Assert.True(view is not null, $"{path} is no history");
        return view!;
    }

    /// <summary>Gets the newer of the whole pulses in the first 384 bytes of a file; null if neither is whole.</summary>
    public static PulseView? PulseOf(ReadOnlySpan<byte> head)
    {
        PulseView? newest = null;
        foreach (var place in (ReadOnlySpan<int>)[128, 256])
        {
            var part = head.Slice(place, PulseSize);
            if (IsSealed(part) && PulseView.Parse(part) is var pulse && !(newest?.Counter > pulse.Counter))
            {
                newest = pulse;
            }
        }

        return newest;
    }

    /// <summary>Whether bytes begin with the header of a history of this version.</summary>
    public static bool IsHistory(ReadOnlySpan<byte> head) =>
        head.Length >= HeaderSize && head.StartsWith("DMNHIST\0"u8) && BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) == 1
            && IsSealed(head[..HeaderSize]);

    private static byte[]? TryReadBytes(string path)
    {
        try
        {
            // A FIFO would hold the test; a directory has no bytes.
            return new FileInfo(path) is { Exists: true, Length: > 0 } ? File.ReadAllBytes(path) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether the last four bytes are the CRC-32C of those before, bit by bit as RFC 3720 has it. Zeros alone are none.</summary>
    private static bool IsSealed(ReadOnlySpan<byte> part)
    {
        var crc = uint.MaxValue;
        foreach (var value in part[..^4])
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
            }
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(part[^4..]) == ~crc;
    }
}

/// <summary>The pulse of a history.</summary>
internal sealed record PulseView(
    ulong Counter, int Pid, uint Flags, long StartTime, long Ticks, long Skipped, long Late, long Failed, long LastTick, long LastTickAt,
    float LastTook, float LastLate, long NextAt, long Due, long RunningSince, uint NewestRecord, double SumOfTook, double SumOfLate)
{
    public bool IsStopping => (Flags & 1) != 0;

    public bool IsTicking => (Flags & 2) != 0;

    public bool HasSucceeded => (Flags & 4) != 0;

    public static PulseView Parse(ReadOnlySpan<byte> bytes)
    {
        return new(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]), Long(bytes[16..]), Long(bytes[24..]), Long(bytes[32..]),
            Long(bytes[40..]), Long(bytes[48..]), Long(bytes[56..]), Long(bytes[64..]),
            BinaryPrimitives.ReadSingleLittleEndian(bytes[72..]),
            BinaryPrimitives.ReadSingleLittleEndian(bytes[76..]), Long(bytes[80..]), Long(bytes[88..]), Long(bytes[96..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[104..]), BinaryPrimitives.ReadDoubleLittleEndian(bytes[108..]),
            BinaryPrimitives.ReadDoubleLittleEndian(bytes[116..]));

        static long Long(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }
}

/// <summary>A record of a history.</summary>
internal sealed record RecordView(uint Sequence, byte Kind, byte Flags, ushort Count, long At, float Late, float Took, uint Tick)
{
    public const byte OfTick = 1;
    public const byte OfSkipped = 2;
    public const byte OfStarted = 3;
    public const byte OfReady = 4;
    public const byte OfReload = 5;
    public const byte OfEnd = 6;
    public const byte OfRestart = 7;

    public bool IsRunning => (Flags & 1) != 0;

    public bool HasFailed => (Flags & 2) != 0;

    public bool IsByHand => (Flags & 8) != 0;

    public static RecordView Parse(byte[] bytes) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(bytes), bytes[4], bytes[5], BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(6)),
        BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)), BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(16)),
        BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(20)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(24)));
}

/// <summary>A minute or an hour of a history.</summary>
internal sealed record SumView(
    uint Minute, uint Ticks, ushort Failed, ushort Skipped, float MeanTook, float MostTook, float MostLate, uint Resident)
{
    public static SumView Parse(byte[] bytes) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)), BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(10)),
        BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(12)), BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(16)),
        BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(20)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(24)));
}
