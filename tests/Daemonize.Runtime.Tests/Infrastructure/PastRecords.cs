using Daemonize.History;

namespace Daemonize.Tests.Infrastructure;

/// <summary>Builds the records of a history in their order.</summary>
internal sealed class PastRecords
{
    private uint _tick;

    /// <summary>The records so far.</summary>
    public List<HistoryRecord> All { get; } = [];

    /// <summary>The sequence of the first record.</summary>
    public uint First { get; init; } = 1;

    public PastRecords Start(DateTimeOffset at, int restart = 0)
    {
        _tick = 0;
        return Note(restart == 0 ? HistoryKind.Started : HistoryKind.Restarted, at, restart).Note(HistoryKind.Ready, at);
    }

    public PastRecords Tick(DateTimeOffset at, double took, HistoryFlags flags = HistoryFlags.None, double late = 0, int retries = 0)
    {
        Add(new HistoryRecord
        {
            Kind = HistoryKind.Tick,
            Flags = flags,
            At = HistoryFormat.Microseconds(at),
            Took = (float)took,
            Late = (float)late,
            Tick = ++_tick,
            Count = (ushort)retries,
        });
        return this;
    }

    public PastRecords Note(HistoryKind kind, DateTimeOffset at, int count = 0, HistoryFlags flags = HistoryFlags.None)
    {
        Add(new HistoryRecord { Kind = kind, At = HistoryFormat.Microseconds(at), Count = (ushort)count, Flags = flags });
        return this;
    }

    public HistoryContent Content(
        IReadOnlyList<HistorySum>? minutes = null, IReadOnlyList<HistorySum>? hours = null, Pulse? pulse = null) =>
        new(pulse, All, minutes ?? [], hours ?? []);

    private void Add(HistoryRecord record) => All.Add(record with { Sequence = First + (uint)All.Count });
}
