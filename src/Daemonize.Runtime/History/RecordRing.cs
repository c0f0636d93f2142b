namespace Daemonize.History;

/// <summary>The ring of records, as its bytes are in the file.</summary>
internal static class RecordRing
{
    /// <summary>Gets the sequence number of the newest record; null if there is none.</summary>
    public static uint? NewestOf(ReadOnlySpan<byte> ring)
    {
        uint? newest = null;
        for (; !ring.IsEmpty; ring = ring[HistoryFormat.RecordSize..])
        {
            if (HistoryRecord.Read(ring) is { Sequence: var sequence } && (newest is not { } last || (int)(sequence - last) > 0))
            {
                newest = sequence;
            }
        }

        return newest;
    }

    /// <summary>
    /// Gets the records in the order of the minutes in which they ended. Ticks at the same time end in another order than they begin, and
    /// so do ticks around the moment when the clock is set back.
    /// </summary>
    /// <param name="ring">The bytes of the whole ring.</param>
    /// <param name="newest">The newest record, after which the oldest is.</param>
    public static Places ByMinute(ReadOnlySpan<byte> ring, uint newest)
    {
        // An insertion sort: the order is nearly that of the ring, and the library's sort would be compiled for this alone.
        var order = new ulong[HistoryFormat.RecordCount];
        var count = 0;
        for (var i = 0u; i < HistoryFormat.RecordCount; i++)
        {
            var place = (newest + i) % HistoryFormat.RecordCount;
            if (HistoryRecord.Read(ring[(int)(place * HistoryFormat.RecordSize)..]) is { } record)
            {
                var key = ((ulong)HistorySum.MinuteOf(record.EndedAt) << 32) | place;
                var at = count++;
                for (; at > 0 && order[at - 1] > key; at--)
                {
                    order[at] = order[at - 1];
                }

                order[at] = key;
            }
        }

        return new Places(ring, order.AsSpan(0, count));
    }

    /// <summary>Records of a ring in some order.</summary>
    /// <param name="ring">The bytes of the whole ring.</param>
    /// <param name="order">The places, each below its minute.</param>
    public readonly ref struct Places(ReadOnlySpan<byte> ring, ReadOnlySpan<ulong> order)
    {
        private readonly ReadOnlySpan<byte> _ring = ring;
        private readonly ReadOnlySpan<ulong> _order = order;

        public int Count => _order.Length;

        public HistoryRecord this[int index] => HistoryRecord.Read(_ring[((int)(uint)_order[index] * HistoryFormat.RecordSize)..])!.Value;
    }
}
