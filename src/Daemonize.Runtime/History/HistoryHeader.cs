using System.Buffers.Binary;

namespace Daemonize.History;

/// <summary>The first 64 bytes of a history file, written once.</summary>
/// <param name="RecordSize">The size of a record, a minute and an hour; a later version may append to them.</param>
/// <param name="Records">The number of places for records.</param>
/// <param name="Minutes">The number of places for minutes.</param>
/// <param name="Hours">The number of places for hours.</param>
/// <param name="MadeAt">When the file was made, in microseconds since 1970.</param>
/// <param name="Shards">The number of places for the shards of records; 0 for a daemon without shards.</param>
internal readonly record struct HistoryHeader(int RecordSize, int Records, int Minutes, int Hours, long MadeAt, int Shards = 0)
{
    public const int Size = 64;

    /// <summary>The most places of a ring that a reader accepts: far more than any version has, and no danger to its memory.</summary>
    private const int MaxPlaces = 1 << 16;

    private static ReadOnlySpan<byte> Magic => "DMNHIST\0"u8;

    /// <summary>Gets the header that this version writes.</summary>
    public static HistoryHeader Of(DateTimeOffset now, bool hasShards = false) =>
        new(
            HistoryFormat.RecordSize, HistoryFormat.RecordCount, HistoryFormat.MinuteCount, HistoryFormat.HourCount,
            HistoryFormat.Microseconds(now), hasShards ? HistoryFormat.RecordCount : 0);

    /// <summary>Whether this version may write to the file: it has the same sizes.</summary>
    public bool IsOfThisVersion(bool hasShards) => this == Of(HistoryFormat.Time(MadeAt), hasShards);

    /// <summary>Where the ring of minutes begins.</summary>
    public int MinutesAt => HistoryFormat.Records + (Records * RecordSize);

    /// <summary>Where the ring of hours begins.</summary>
    public int HoursAt => MinutesAt + (Minutes * RecordSize);

    /// <summary>Where the shards of the records begin.</summary>
    public int ShardsAt => HoursAt + (Hours * RecordSize);

    /// <summary>The size of the whole file.</summary>
    public int FileSize => ShardsAt + (Shards * ShardPlace.Size);

    public void Write(Span<byte> bytes)
    {
        bytes = bytes[..Size];
        bytes.Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], HistoryFormat.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[10..], (ushort)RecordSize);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], Records);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], Minutes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[20..], Hours);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], MadeAt);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[32..], Shards);
        HistoryFormat.Seal(bytes);
    }

    /// <summary>Reads a header; null if it is none, or of another version.</summary>
    public static HistoryHeader? Read(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Size];
        var header =
            new HistoryHeader(
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[32..]));
        return bytes.StartsWith(Magic) && HistoryFormat.IsSealed(bytes)
            && BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) == HistoryFormat.Version
            && header.RecordSize is >= HistoryFormat.RecordSize and <= 1024 && IsCount(header.Records) && IsCount(header.Minutes)
            && IsCount(header.Hours) && header.Shards is >= 0 and <= MaxPlaces
            && (long)header.RecordSize * (header.Records + header.Minutes + header.Hours) < 1 << 26
            ? header
            : null;
    }

    private static bool IsCount(int places) => places is > 0 and <= MaxPlaces;
}
