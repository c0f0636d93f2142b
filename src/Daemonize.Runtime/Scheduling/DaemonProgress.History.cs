using Daemonize.History;

namespace Daemonize.Scheduling;

/// <content>What the history shows of the progress: the pulse, a record of each tick, and other events.</content>
internal sealed partial class DaemonProgress : IPulseSource
{
    private volatile HistoryWriter? _history;

    /// <summary>Whether the pulse in the file differs from the numbers here.</summary>
    private volatile bool _isPulseOld;

    /// <summary>Why there is no history, although the settings ask for one; null for none.</summary>
    public string? HistoryError { get; set; }

    /// <summary>The history, which has the numbers of this progress in its pulse; null if there is none.</summary>
    public HistoryWriter? History
    {
        get => _history is { IsBroken: false } history ? history : null;
        set
        {
            _history = value;
            _ = WritePulse();
        }
    }

    /// <summary>The numbers as the history has them.</summary>
    Pulse IPulseSource.Pulse => new()
    {
        Flags = (IsStopping ? PulseFlags.Stopping : PulseFlags.None)
            | (Interlocked.Read(ref _running) > 0 ? PulseFlags.Ticking : PulseFlags.None),
        Ticks = Ticks,
        Skipped = Skipped,
        Late = Late,
        Failed = Failed,
        NextAt = Next is { } next ? HistoryFormat.Microseconds(next) : 0,
        Due = Interlocked.Read(ref _due),
        RunningSince = RunningSince is { } since ? HistoryFormat.Microseconds(since) : 0,
    };

    /// <summary>Writes an event that is no tick into the history.</summary>
    /// <param name="kind">What has happened to the daemon.</param>
    /// <param name="count">Slots, or the number of the restart.</param>
    /// <param name="flags">Whether and how it failed.</param>
    /// <param name="at">When; null for now.</param>
    public void Note(HistoryKind kind, long count, HistoryFlags flags = HistoryFlags.None, DateTimeOffset? at = null) =>
        _ = History?.Add(NoteOf(kind, count, flags, at));

    /// <summary>Writes the end of the daemon into the history, with its last numbers.</summary>
    /// <param name="exitCode">The exit code; null if the process is about to be killed.</param>
    public void NoteEnd(int? exitCode)
    {
        SetDue(null);
        Interlocked.Exchange(ref _next, 0);
        History?.Close(
            NoteOf(
                HistoryKind.Ended, exitCode ?? ushort.MaxValue,
                exitCode == DaemonExitCode.Success ? HistoryFlags.None : HistoryFlags.Failed, at: null),
            this);
    }

    private static HistoryRecord BeginRecord(long number, DateTimeOffset at, TimeSpan late, HistoryFlags flags) => new()
    {
        Kind = HistoryKind.Tick,
        Flags = flags | HistoryFlags.Running,
        At = HistoryFormat.Microseconds(at),
        Late = (float)late.TotalSeconds,
        Tick = (uint)number,
    };

    /// <summary>
    /// Writes the end of a tick in the place of its beginning, or in a new place if there was no history when it began.
    /// </summary>
    private void EndRecord(in HistoryRecord begun, TimeSpan took, long retries, HistoryFlags flags)
    {
        if (History is { } history)
        {
            var record = begun with
            {
                Flags = (begun.Flags & ~HistoryFlags.Running) | flags,
                Took = (float)took.TotalSeconds,
                Count = (ushort)Math.Min(retries, ushort.MaxValue),
            };
            history.End(record.Sequence != 0 ? record : record with { Sequence = history.Add(begun) });
        }
    }

    private static HistoryRecord NoteOf(HistoryKind kind, long count, HistoryFlags flags, DateTimeOffset? at) => new()
    {
        Kind = kind,
        Flags = flags,
        Count = (ushort)Math.Clamp(count, 0, ushort.MaxValue),
        At = HistoryFormat.Microseconds(at ?? DateTimeOffset.UtcNow),
    };

    /// <summary>Publishes changed numbers: in the pulse, or without a history in the status file.</summary>
    private void ChangeNumbers()
    {
        if (!WritePulse())
        {
            Changed?.Invoke();
        }
    }

    /// <summary>Writes the numbers into the history; false if there is none.</summary>
    private bool WritePulse()
    {
        _isPulseOld = false;
        History?.WritePulse(this);
        return History is not null;
    }
}
