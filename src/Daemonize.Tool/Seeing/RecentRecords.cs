using Daemonize.History;
using Daemonize.Platform;

namespace Daemonize.Tool.Seeing;

/// <summary>
/// Reads the last records of histories. What it reads into is used again for the next history: a screen of hundreds of daemons reads one
/// for each daemon each second.
/// </summary>
/// <param name="count">How many records to read.</param>
internal sealed class RecentRecords(int count)
{
    private readonly List<HistoryRecord> _records = new(count);
    private byte[] _bytes = [];

    /// <summary>Reads the last records from the ring, in which each has the place that its number says.</summary>
    /// <param name="file">The history, open for reading.</param>
    /// <param name="header">What the head of the history says about its ring.</param>
    /// <param name="newest">The number of the last record.</param>
    /// <returns>The records, the newest last. The next call changes the list.</returns>
    public IReadOnlyList<HistoryRecord> Read(SmallFile file, in HistoryHeader header, uint newest)
    {
        var size = header.RecordSize;
        if (_bytes.Length < count * size)
        {
            _bytes = new byte[count * size];
        }

        var end = (int)((newest - 1) % (uint)header.Records) + 1;
        var tail = Math.Min(end, count);
        var before = Math.Min(count - tail, header.Records - end);
        var length = (before + tail) * size;

        // What a file that is too short leaves unread is no record of an earlier one.
        _bytes.AsSpan(0, length).Clear();
        _ = before > 0 ? file.ReadAt(_bytes.AsSpan(0, before * size), HistoryFormat.Records + ((long)(header.Records - before) * size)) : 0;
        _ = file.ReadAt(_bytes.AsSpan(before * size, tail * size), HistoryFormat.Records + ((long)(end - tail) * size));
        _records.Clear();
        for (var at = 0; at < length; at += size)
        {
            // In the ring's part that is older than a turn, and in one that was never filled, other numbers are found.
            if (HistoryRecord.Read(_bytes.AsSpan(at, size)) is { } record && newest - record.Sequence < count)
            {
                _records.Add(record);
            }
        }

        return _records;
    }
}
