namespace Daemonize.History;

/// <summary>A record of a history, as far as it can be known from outside how it ended.</summary>
/// <param name="Record">The record, with numbers that are durations and a time that exists.</param>
/// <param name="Result">How the tick ended; <see cref="TickResult.None"/> for what is no tick.</param>
/// <param name="FollowsLostEnd">Whether it is the beginning of a run, and the run before has not recorded its end: it was killed, or the
/// machine was switched off.</param>
internal readonly record struct HistoryEntry(HistoryRecord Record, TickResult Result, bool FollowsLostEnd = false)
{
    /// <summary>Whether a run of the daemon begins here. Its ticks are counted from 1.</summary>
    public bool IsBeginning => IsBeginningOf(Record.Kind);

    /// <summary>When the tick ended; for the rest when it happened.</summary>
    public DateTimeOffset EndedAt => HistoryFormat.Time(Record.EndedAt);

    /// <summary>Gets the entries of a history in the order in which they happened, without kinds that this version does not know.</summary>
    /// <param name="records">The records in the order of their sequence. The clock may have been set back between two of them.</param>
    /// <param name="isRunning">Whether the daemon that has written the last record still runs.</param>
    public static List<HistoryEntry> Of(IReadOnlyList<HistoryRecord> records, bool isRunning)
    {
        List<HistoryEntry> entries = new(records.Count);
        var isOver = !isRunning;
        HistoryKind? next = null;
        for (var i = records.Count - 1; i >= 0; i--)
        {
            var record = Sound(records[i]);
            if (record.Kind is < HistoryKind.Tick or > HistoryKind.Restarted)
            {
                continue;
            }

            if (IsBeginningOf(next) && record.Kind != HistoryKind.Ended)
            {
                entries[^1] = entries[^1] with { FollowsLostEnd = true };
            }

            entries.Add(new HistoryEntry(record, ResultOf(record, isOver)));
            isOver |= IsBeginningOf(record.Kind) || record.Kind == HistoryKind.Ended;
            next = record.Kind;
        }

        entries.Reverse();
        return entries;
    }

    private static bool IsBeginningOf(HistoryKind? kind) => kind is HistoryKind.Started or HistoryKind.Restarted;

    private static TickResult ResultOf(in HistoryRecord record, bool isOver)
    {
        if (record.Kind != HistoryKind.Tick)
        {
            return TickResult.None;
        }

        if ((record.Flags & HistoryFlags.Running) != 0)
        {
            return isOver ? TickResult.Killed : TickResult.Running;
        }

        return (record.Flags & HistoryFlags.Failed) != 0 ? TickResult.Failed : TickResult.Succeeded;
    }

    /// <summary>A file whose checksums are right can still have any number in it.</summary>
    private static HistoryRecord Sound(in HistoryRecord record) => record with
    {
        At = HistoryFormat.Microseconds(HistoryFormat.Time(record.At)),
        Late = HistoryFormat.Seconds(record.Late),
        Took = HistoryFormat.Seconds(record.Took),
    };
}

/// <summary>How a tick ended.</summary>
internal enum TickResult
{
    /// <summary>It is no tick.</summary>
    None,

    Succeeded,

    Failed,

    /// <summary>It still runs.</summary>
    Running,

    /// <summary>Its daemon ended while it ran.</summary>
    Killed,
}
