using System.Buffers.Binary;

namespace Daemonize.History;

/// <summary>The ticks that ended in one minute or hour.</summary>
internal readonly record struct HistorySum
{
    /// <summary>When it began, in minutes since 1970; an hour begins with its first minute.</summary>
    public uint Minute { get; init; }

    public uint Ticks { get; init; }

    /// <summary>The number of failed ticks; 65,535 stands for that and more.</summary>
    public ushort Failed { get; init; }

    /// <summary>The number of slots without a tick; 65,535 stands for that and more.</summary>
    public ushort Skipped { get; init; }

    public float MeanTook { get; init; }

    public float MostTook { get; init; }

    public float MostLate { get; init; }

    /// <summary>The resident memory of the daemon in KiB, at the end of the time; 0 if unknown.</summary>
    public uint Resident { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Time => HistoryFormat.Time(Minute * 60_000_000L);

    /// <summary>How many ticks and skipped slots it stands for.</summary>
    public long Events => (long)Ticks + Skipped;

    /// <summary>Gets the minute since 1970 of a time in microseconds since 1970.</summary>
    public static uint MinuteOf(long microseconds) => (uint)Math.Clamp(microseconds / 60_000_000, 0, uint.MaxValue);

    /// <summary>Gets the first minute of the hour of a minute.</summary>
    public static uint HourOf(uint minute) => minute - (minute % 60);

    /// <summary>Adds an ended tick.</summary>
    public HistorySum AddTick(float took, float late, bool hasFailed) => this with
    {
        Ticks = Ticks + 1,
        Failed = Saturate(Failed + (hasFailed ? 1 : 0)),
        MeanTook = MeanTook + ((took - MeanTook) / (Ticks + 1)),
        MostTook = Math.Max(MostTook, took),
        MostLate = Math.Max(MostLate, late),
    };

    public HistorySum AddSkipped(long slots) => this with { Skipped = Saturate(Skipped + slots) };

    /// <summary>Adds a part of the same time, which is newer.</summary>
    public HistorySum Add(HistorySum other) => this with
    {
        Ticks = Ticks + other.Ticks,
        Failed = Saturate((long)Failed + other.Failed),
        Skipped = Saturate((long)Skipped + other.Skipped),
        MeanTook = (float)(((MeanTook * (double)Ticks) + (other.MeanTook * (double)other.Ticks)) / Math.Max(1, (long)Ticks + other.Ticks)),
        MostTook = Math.Max(MostTook, other.MostTook),
        MostLate = Math.Max(MostLate, other.MostLate),
        Resident = other.Resident != 0 ? other.Resident : Resident,
    };

    public void Write(Span<byte> bytes)
    {
        bytes = bytes[..HistoryFormat.RecordSize];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Minute);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Ticks);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], Failed);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[10..], Skipped);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[12..], MeanTook);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[16..], MostTook);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[20..], MostLate);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[24..], Resident);
        HistoryFormat.Seal(bytes);
    }

    /// <summary>Reads a place; null if it is empty or was not written whole.</summary>
    public static HistorySum? Read(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..HistoryFormat.RecordSize];
        var minute = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return minute == 0 || !HistoryFormat.IsSealed(bytes) ? null : new HistorySum
        {
            Minute = minute,
            Ticks = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            Failed = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
            Skipped = BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]),
            MeanTook = BinaryPrimitives.ReadSingleLittleEndian(bytes[12..]),
            MostTook = BinaryPrimitives.ReadSingleLittleEndian(bytes[16..]),
            MostLate = BinaryPrimitives.ReadSingleLittleEndian(bytes[20..]),
            Resident = BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]),
        };
    }

    private static ushort Saturate(long number) => (ushort)Math.Min(number, ushort.MaxValue);
}
