using System.Buffers.Binary;

namespace Daemonize.History;

/// <summary>
/// The shard of a tick, at one place of the ring of shards, which only a daemon with shards has. A separate ring, because a record has no
/// room left.
/// </summary>
internal static class ShardPlace
{
    public const int Size = 12;

    /// <summary>Writes a place.</summary>
    /// <param name="bytes">The bytes of the place.</param>
    /// <param name="sequence">The sequence number of the tick's record.</param>
    /// <param name="shard">The shard, from 0.</param>
    public static void Write(Span<byte> bytes, uint sequence, int shard)
    {
        bytes = bytes[..Size];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, sequence);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], shard);
        HistoryFormat.Seal(bytes);
    }

    /// <summary>Reads the shard of a record; null if the place has that of another record, or was not written whole.</summary>
    /// <param name="bytes">The bytes of the place.</param>
    /// <param name="sequence">The sequence number of the record.</param>
    public static int? Read(ReadOnlySpan<byte> bytes, uint sequence)
    {
        bytes = bytes[..Size];
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) == sequence && HistoryFormat.IsSealed(bytes)
            ? BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])
            : null;
    }
}
