using Daemonize.Platform;

namespace Daemonize.History;

/// <summary>
/// Writes the history of a running daemon: the pulse, the record of each event, and the sum of each minute and hour. Every write is one
/// pwrite(2) of at most 128 bytes by the thread that knows; there is no timer. Any thread can call it.
/// </summary>
internal sealed class HistoryWriter
{
    private readonly string _path;
    private readonly bool _hasShards;
    private readonly int _pid;
    private readonly long _startTime;
    private readonly Lock _gate = new();
    private SmallFile _file;
    private ulong _counter;
    private uint _sequence;
    private HistorySum _minute;
    private HistoryRecord _last;
    private double _took;
    private double _late;

    private HistoryWriter(string path, SmallFile file, bool hasShards)
    {
        _path = path;
        _hasShards = hasShards;
        _file = file;
        _pid = Environment.ProcessId;
        _startTime = ThisProcess.StartTime;
        Continue();
    }

    /// <summary>Whether a write has failed: from then on, nothing is written and the file must not be believed.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Opens or creates the file; null with the reason if that fails.</summary>
    /// <param name="path">The path of the history file.</param>
    /// <param name="now">The time at which a new file begins.</param>
    /// <param name="hasShards">Whether the records have shards.</param>
    /// <param name="error">The error of the system if it failed.</param>
    public static HistoryWriter? TryOpen(string path, DateTimeOffset now, bool hasShards, out SystemError error) =>
        HistoryFile.TryOpen(path, now, hasShards, out error) is { } file ? new HistoryWriter(path, file, hasShards) : null;

    /// <summary>Writes the record of an event, and returns its sequence number.</summary>
    public uint Add(in HistoryRecord record)
    {
        lock (_gate)
        {
            // After the last number comes 1, for 0 is an empty place.
            _sequence = _sequence == uint.MaxValue ? 1 : _sequence + 1;
            Write(record with { Sequence = _sequence });
            if (record.Kind == HistoryKind.Skipped)
            {
                EnterMinute(record.At);
                _minute = _minute.AddSkipped(record.Count);
            }

            return _sequence;
        }
    }

    /// <summary>Writes the record of a tick again, in the same place, when it has ended.</summary>
    public void End(in HistoryRecord tick)
    {
        lock (_gate)
        {
            Write(tick);
            EnterMinute(tick.EndedAt);
            _minute = _minute.AddTick(tick.Took, tick.Late, (tick.Flags & HistoryFlags.Failed) != 0);
            _took += tick.Took;
            _late += tick.Late;
            _last = tick;
        }
    }

    /// <summary>Writes the pulse.</summary>
    /// <param name="source">Gives the numbers. It is asked while nobody else can write: an older pulse never follows a newer one.</param>
    public void WritePulse(IPulseSource source)
    {
        lock (_gate)
        {
            WritePulse(source.Pulse);
        }
    }

    /// <summary>Writes the record of the daemon's end, the last pulse, and the minute that is not over.</summary>
    public void Close(in HistoryRecord end, IPulseSource source)
    {
        _ = Add(end);
        lock (_gate)
        {
            WritePulse(source.Pulse);
            WriteMinute();
        }
    }

    /// <summary>
    /// Begins a new file if the present one has been removed, replaced, truncated or given to another user, or could not be written. False
    /// with the reason if that fails; the daemon then has no history.
    /// </summary>
    /// <param name="now">The time, for a new file.</param>
    /// <param name="isOpened">Whether a file was opened, which has no pulse of now.</param>
    /// <param name="error">The error of the system if it failed.</param>
    public bool TryPutBack(DateTimeOffset now, out bool isOpened, out SystemError error)
    {
        error = default;
        lock (_gate)
        {
            isOpened = false;
            if (HistoryFile.IsHeld || (!IsBroken && IsWhole(_file, _hasShards) && _file.IsStillAt(_path)))
            {
                return true;
            }

            if (HistoryFile.TryOpen(_path, now, _hasShards, out error) is not { } file)
            {
                IsBroken = true;
                return false;
            }

            _file.Dispose();
            _file = file;
            IsBroken = false;
            isOpened = true;
            _minute = default;
            Continue();
            return true;
        }
    }

    /// <summary>Whether readers can use the file: they trust its owner only if that is the daemon's user.</summary>
    private static bool IsWhole(SmallFile file, bool hasShards) =>
        file.TryGetStat(out var facts) && facts.Size == HistoryFile.SizeOf(hasShards) && facts.Owner == ThisProcess.UserId;

    /// <summary>
    /// Goes on after the last pulse and the last record of the file, and sums up the minutes that a killed daemon has not.
    /// </summary>
    private void Continue()
    {
        Span<byte> head = stackalloc byte[HistoryFormat.HeadSize];
        _ = _file.ReadAt(head, 0);
        _counter = Math.Max(_counter, Pulse.NewestOf(head)?.Counter ?? 0);

        var ring = new byte[HistoryFormat.RecordCount * HistoryFormat.RecordSize];
        _ = _file.ReadAt(ring, HistoryFormat.Records);
        if (RecordRing.NewestOf(ring) is not { } newest)
        {
            return;
        }

        _sequence = newest;
        var sum = default(HistorySum);
        var records = RecordRing.ByMinute(ring, newest);
        for (var i = 0; i < records.Count; i++)
        {
            sum = AddTo(sum, records[i]);
        }

        MendMinute(sum);
    }

    private HistorySum AddTo(HistorySum sum, in HistoryRecord record)
    {
        var minute = HistorySum.MinuteOf(record.EndedAt);
        if (minute != sum.Minute)
        {
            MendMinute(sum);
            sum = new HistorySum { Minute = minute };
        }

        return record.AddTo(sum);
    }

    /// <summary>Writes what the records say of a minute if they say more than its place.</summary>
    private void MendMinute(in HistorySum sum)
    {
        var written = ReadMinute(sum.Minute);
        if (sum.Minute >= written.Minute && sum.Events > (sum.Minute == written.Minute ? written.Events : 0))
        {
            Write(sum);
        }
    }

    private void EnterMinute(long at)
    {
        var minute = HistorySum.MinuteOf(at);
        if (minute != _minute.Minute)
        {
            WriteMinute();

            // A run before this one may have ended in the same minute.
            _minute = ReadMinute(minute) is { } begun && begun.Minute == minute ? begun : new HistorySum { Minute = minute };
        }
    }

    private void WriteMinute()
    {
        if (_minute.Minute != 0)
        {
            var pages = ProcessTable.TryReadStat(_pid)?.ResidentPages ?? 0;
            Write(_minute with { Resident = (uint)(pages * Environment.SystemPageSize / 1024) });
        }
    }

    /// <summary>Writes a minute, and its hour, which is the sum of its minutes.</summary>
    private void Write(in HistorySum minute)
    {
        Span<byte> bytes = stackalloc byte[HistoryFormat.RecordSize];
        minute.Write(bytes);
        TryWrite(bytes, PlaceOf(minute.Minute));
        var hour = new HistorySum { Minute = HistorySum.HourOf(minute.Minute) };
        Span<byte> minutes = stackalloc byte[60 * HistoryFormat.RecordSize];
        for (var rest = minutes[.._file.ReadAt(minutes, PlaceOf(hour.Minute))]; rest.Length >= HistoryFormat.RecordSize;
            rest = rest[HistoryFormat.RecordSize..])
        {
            if (HistorySum.Read(rest) is { } part && HistorySum.HourOf(part.Minute) == hour.Minute)
            {
                hour = hour.Add(part);
            }
        }

        hour.Write(bytes);
        TryWrite(bytes, HistoryFormat.Hours + (int)(hour.Minute / 60 % HistoryFormat.HourCount * HistoryFormat.RecordSize));
    }

    private HistorySum ReadMinute(uint minute)
    {
        Span<byte> bytes = stackalloc byte[HistoryFormat.RecordSize];
        return _file.ReadAt(bytes, PlaceOf(minute)) == bytes.Length && HistorySum.Read(bytes) is { } sum ? sum : default;
    }

    private static int PlaceOf(uint minute) =>
        HistoryFormat.Minutes + (int)(minute % HistoryFormat.MinuteCount * HistoryFormat.RecordSize);

    private void Write(in HistoryRecord record)
    {
        var place = (int)((record.Sequence - 1) % HistoryFormat.RecordCount);
        if (_hasShards && record.Shard is { } shard)
        {
            // Before the record: who sees that sees the shard.
            Span<byte> shardBytes = stackalloc byte[ShardPlace.Size];
            ShardPlace.Write(shardBytes, record.Sequence, shard);
            TryWrite(shardBytes, HistoryFormat.Shards + (place * ShardPlace.Size));
        }

        Span<byte> bytes = stackalloc byte[HistoryFormat.RecordSize];
        record.Write(bytes);
        TryWrite(bytes, HistoryFormat.Records + (place * HistoryFormat.RecordSize));
    }

    private void WritePulse(in Pulse numbers)
    {
        var pulse = numbers with
        {
            Counter = ++_counter,
            Pid = _pid,
            StartTime = _startTime,
            Flags = numbers.Flags
                | (_last.Sequence != 0 && (_last.Flags & HistoryFlags.Failed) == 0 ? PulseFlags.Succeeded : PulseFlags.None),
            LastTick = _last.Tick,
            LastTickAt = _last.At,
            LastTook = _last.Took,
            LastLate = _last.Late,
            NewestRecord = _sequence,
            SumOfTook = _took,
            SumOfLate = _late,
        };
        Span<byte> bytes = stackalloc byte[HistoryFormat.PulseSize];
        pulse.Write(bytes);
        TryWrite(bytes, _counter % 2 == 0 ? HistoryFormat.FirstPulse : HistoryFormat.SecondPulse);
    }

    private void TryWrite(ReadOnlySpan<byte> bytes, int offset) =>
        IsBroken = IsBroken || !_file.TryWriteAt(bytes, offset, out _);
}

/// <summary>Gives the numbers of a daemon for its pulse.</summary>
internal interface IPulseSource
{
    /// <summary>Gets the numbers as they are now, without those that the writer counts by itself.</summary>
    Pulse Pulse { get; }
}
