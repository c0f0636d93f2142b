using Daemonize.Platform;

namespace Daemonize.History;

/// <summary>Reads history files, also while their daemons write them, and of daemons that have ended.</summary>
internal static class HistoryReader
{
    /// <summary>
    /// How often the head is read again if neither pulse is whole. That takes a reader which is interrupted while it copies 256 bytes for
    /// as long as a daemon needs for two writes.
    /// </summary>
    private const int Attempts = 100;

    /// <summary>Reads the newest pulse; null if the file does not exist, is not trusted, or has none.</summary>
    /// <param name="path">The path of the history file.</param>
    /// <param name="isTrusted">Decides whether a file of this user is trusted; root's is.</param>
    public static Pulse? TryReadPulse(string path, Predicate<uint> isTrusted)
    {
        using var file = TryOpen(path, isTrusted);
        return file is null ? null : TryReadPulse(file);
    }

    /// <summary>Reads all that a file has; null if it does not exist, is not trusted, or is of another version.</summary>
    public static HistoryContent? TryRead(string path, Predicate<uint> isTrusted)
    {
        using var file = TryOpen(path, isTrusted);
        Span<byte> head = stackalloc byte[HistoryHeader.Size];
        if (file is null || file.ReadAt(head, 0) < head.Length || HistoryHeader.Read(head) is not { } header)
        {
            return null;
        }

        // The pulse first: what it counts is in the records that are read after it.
        var pulse = TryReadPulse(file);
        var rings = new byte[header.FileSize - HistoryFormat.Records];
        var length = file.ReadAt(rings, HistoryFormat.Records);
        var whole = rings.AsSpan(0, length);
        return new HistoryContent(
            pulse,
            ReadRecords(
                Ring(whole, HistoryFormat.Records, header.Records * header.RecordSize), header.RecordSize,
                Ring(whole, header.ShardsAt, header.Shards * ShardPlace.Size)),
            ReadSums(Ring(whole, header.MinutesAt, header.Minutes * header.RecordSize), header.RecordSize),
            ReadSums(Ring(whole, header.HoursAt, header.Hours * header.RecordSize), header.RecordSize));
    }

    private static SmallFile? TryOpen(string path, Predicate<uint> isTrusted)
    {
        var file = SmallFile.TryOpen(path, out _);
        if (file?.TryGetStat(out var facts) == true && facts.IsRegular && (facts.Owner == 0 || isTrusted(facts.Owner)))
        {
            return file;
        }

        file?.Dispose();
        return null;
    }

    private static Pulse? TryReadPulse(SmallFile file)
    {
        Span<byte> head = stackalloc byte[HistoryFormat.HeadSize];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (file.ReadAt(head, 0) < head.Length || HistoryHeader.Read(head) is null)
            {
                return null;
            }

            if (Pulse.NewestOf(head) is { } pulse)
            {
                return pulse;
            }

            if (!head[HistoryFormat.FirstPulse..].ContainsAnyExcept((byte)0))
            {
                // No daemon has written a pulse yet.
                return null;
            }
        }

        return null;
    }

    /// <summary>Gets the places of a ring, as many of them as the file still has.</summary>
    private static ReadOnlySpan<byte> Ring(ReadOnlySpan<byte> rings, int offset, int size)
    {
        var begin = Math.Min(offset - HistoryFormat.Records, rings.Length);
        return rings.Slice(begin, Math.Min(size, rings.Length - begin));
    }

    private static List<HistoryRecord> ReadRecords(ReadOnlySpan<byte> ring, int size, ReadOnlySpan<byte> shards)
    {
        List<HistoryRecord> records = [];
        for (; ring.Length >= size; ring = ring[size..])
        {
            if (HistoryRecord.Read(ring) is { } record)
            {
                records.Add(record with { Shard = ShardOf(record, shards) });
            }
        }

        // Differences, because the numbers begin again after the last.
        records.Sort(static (one, other) => ((int)(one.Sequence - other.Sequence)).CompareTo(0));
        return records;
    }

    private static int? ShardOf(in HistoryRecord record, ReadOnlySpan<byte> shards)
    {
        var places = shards.Length / ShardPlace.Size;
        return places == 0 ? null
            : ShardPlace.Read(shards[((int)((record.Sequence - 1) % places) * ShardPlace.Size)..], record.Sequence);
    }

    private static List<HistorySum> ReadSums(ReadOnlySpan<byte> ring, int size)
    {
        List<HistorySum> sums = [];
        for (; ring.Length >= size; ring = ring[size..])
        {
            if (HistorySum.Read(ring) is { } sum)
            {
                sums.Add(sum);
            }
        }

        sums.Sort(static (one, other) => one.Minute.CompareTo(other.Minute));
        return sums;
    }
}

/// <summary>What a history file has, each part from the oldest to the newest.</summary>
/// <param name="Pulse">The newest pulse; null if no daemon has written one.</param>
/// <param name="Records">The last ticks and other events, one by one. Those of ticks at the same time are in the order of their beginnings.
/// </param>
/// <param name="Minutes">The minutes in which ticks ended, of a day; the one that is not over may be missing.</param>
/// <param name="Hours">The hours in which ticks ended, of a month; the last is complete up to its last minute.</param>
internal sealed record HistoryContent(
    Pulse? Pulse, IReadOnlyList<HistoryRecord> Records, IReadOnlyList<HistorySum> Minutes, IReadOnlyList<HistorySum> Hours);
