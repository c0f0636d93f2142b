using Daemonize.History;

namespace Daemonize.Scheduling;

/// <summary>
/// The progress of a daemon, as its contexts, its log and <c>status</c> show it. The schedule writes it; any thread can read it.
/// </summary>
/// <param name="heartbeat">Determines when the next change is due.</param>
internal sealed partial class DaemonProgress(Heartbeat heartbeat)
{
    /// <summary>
    /// Two times of the next slot that are closer than this are the same slot, in ticks of 100 ns: each time the wall clock is read again.
    /// </summary>
    private const long SameSlot = TimeSpan.TicksPerMillisecond;

    /// <summary>The value of a due time while no change is due.</summary>
    private const long Never = 0;

    private long _ticks;
    private long _running;
    private long _runningSince;
    private long _skipped;
    private long _late;
    private long _failed;
    private long _next;
    private long _due;
    private long _answers;
    private volatile bool _isStopping;
    private volatile string? _report;
    private volatile DaemonClusterStatus? _cluster;
    private volatile DaemonTick? _lastTick;
    private volatile DaemonError? _lastError;
    private volatile ReloadReport? _lastReload;
    private volatile TickAnswers? _tickAnswers;
    private volatile HandOverAnswer? _handOverAnswer;

    /// <summary>
    /// Called after each change of a text, and of a number if there is no history that has the numbers, on the thread that made it. It must
    /// be quick.
    /// </summary>
    public Action? Changed { get; set; }

    /// <summary>The number of ticks that have begun.</summary>
    public long Ticks => Interlocked.Read(ref _ticks);

    /// <summary>The number of slots that have had no tick.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>
    /// The number of late ticks: they waited for another tick, made up for a missed slot, or began more than a second after their slot.
    /// </summary>
    public long Late => Interlocked.Read(ref _late);

    /// <summary>The number of failed ticks, and of results that could not be handled.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Since when at least one tick has been running; null if none runs.</summary>
    public DateTimeOffset? RunningSince =>
        Interlocked.Read(ref _running) > 0 ? new DateTimeOffset(Interlocked.Read(ref _runningSince), TimeSpan.Zero) : null;

    /// <summary>The next slot; null if there is none.</summary>
    public DateTimeOffset? Next => Interlocked.Read(ref _next) is not 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>
    /// The time by which a change must come, in milliseconds of CLOCK_MONOTONIC (<see cref="Heartbeat.Now"/>); null if none is due.
    /// </summary>
    public long? Due => Interlocked.Read(ref _due) is not Never and var due ? due : null;

    /// <summary>Whether no change is overdue.</summary>
    public bool IsHealthy => !Heartbeat.IsOverdue(Due, Heartbeat.Now);

    /// <summary>Whether the daemon has begun to stop.</summary>
    public bool IsStopping => _isStopping;

    public DaemonTick? LastTick => _lastTick;

    public DaemonError? LastError => _lastError;

    public ReloadReport? LastReload => _lastReload;

    /// <summary>The signal that requests a tick; null if there is no schedule. Set before the daemon is ready.</summary>
    public int? TickSignal { get; set; }

    /// <summary>The answers to requests to tick now; null if there was none.</summary>
    public TickAnswers? TickAnswers => _tickAnswers;

    /// <summary>The signal that requests a handover; null if the daemon shares no schedule. Set before the daemon is ready.</summary>
    public int? HandOverSignal { get; set; }

    /// <summary>The last answer to a request to hand over; null if there was none.</summary>
    public HandOverAnswer? HandOverAnswer => _handOverAnswer;

    /// <summary>The number of reloads and other requests whose result commands wait for. It grows after the result is there.</summary>
    public long Answers => Volatile.Read(ref _answers);

    /// <summary>The numbers of a shared schedule, for metrics; null without one. Set before the run.</summary>
    public ClusterNumbers? ClusterNumbers { get; set; }

    /// <summary>What this process does in its cluster; null without one.</summary>
    public DaemonClusterStatus? Cluster
    {
        get => _cluster;
        set
        {
            _cluster = value;
            Changed?.Invoke();
        }
    }

    /// <summary>The current activity, as the program last reported it; null for none.</summary>
    public string? Report
    {
        get => _report;
        set
        {
            _report = value;
            Changed?.Invoke();
        }
    }

    /// <summary>Counts a tick that begins, with the number from 1 that it gets.</summary>
    /// <param name="at">The time at which it begins.</param>
    /// <param name="late">How long after its slot it begins.</param>
    /// <param name="flags">Whether it counts as late, and whether it was requested.</param>
    /// <param name="isRecorded">Whether the history gets a record of it. A method that runs as long as its daemon gets none.</param>
    /// <param name="shard">The shard of the tick; null without shards.</param>
    public BegunTick BeginTick(
        DateTimeOffset at, TimeSpan late = default, HistoryFlags flags = HistoryFlags.None, bool isRecorded = true, int? shard = null)
    {
        if ((flags & HistoryFlags.Late) != 0)
        {
            Interlocked.Increment(ref _late);
        }

        if (Interlocked.Increment(ref _running) == 1)
        {
            Interlocked.Exchange(ref _runningSince, at.UtcTicks);
        }

        SetDue(heartbeat.OfTick(Heartbeat.Now));
        var number = Interlocked.Increment(ref _ticks);
        var record = BeginRecord(number, at, late, flags) with { Shard = shard };
        record = record with { Sequence = isRecorded ? History?.Add(record) ?? 0 : 0 };
        ChangeNumbers();
        return new BegunTick(number, at, record);
    }

    /// <summary>Records the end of a tick and of its retries. The pulse has it together with the next slot.</summary>
    /// <param name="tick">The tick, as it began.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="retries">How often the method was called again.</param>
    /// <param name="flags">Whether and how it failed.</param>
    public void EndTick(BegunTick tick, TimeSpan took, long retries, HistoryFlags flags)
    {
        Interlocked.Decrement(ref _running);
        _lastTick =
            new DaemonTick
            {
                Number = tick.Number,
                StartedAt = tick.At,
                Duration = took,
                Succeeded = (flags & HistoryFlags.Failed) == 0,
            };
        EndRecord(tick.Record, took, retries, flags);
        _isPulseOld = true;
        if (History is null)
        {
            Changed?.Invoke();
        }
    }

    /// <summary>Records the end of a method without a schedule, which may be called again.</summary>
    public void EndRun() => Interlocked.Decrement(ref _running);

    /// <summary>Records that the method is called again after a failure, when <paramref name="wait"/> is over.</summary>
    public void BeginRetry(TimeSpan wait)
    {
        var beginning = Heartbeat.OfWait(Heartbeat.Now, wait);
        SetDue(beginning is { } instant ? heartbeat.OfTick(instant) : null);
        ChangeNumbers();
    }

    public void AddSkipped(long slots)
    {
        if (slots > 0)
        {
            Interlocked.Add(ref _skipped, slots);
            Note(HistoryKind.Skipped, slots);
            ChangeNumbers();
        }
    }

    public void AddFailed(Exception exception)
    {
        Interlocked.Increment(ref _failed);
        _lastError = FailureText.ErrorOf(exception);
        _ = WritePulse();
        Changed?.Invoke();
    }

    /// <summary>Records the next slot, after every wait and every tick.</summary>
    /// <param name="instant">The wall clock's time of the slot; null if there is none.</param>
    /// <param name="wait">When the next call comes, for a schedule whose next slot may tick in another process; null at the slot.</param>
    public void SetNext(DateTimeOffset? instant, TimeSpan? wait = null)
    {
        var next = instant?.UtcTicks ?? 0;
        if (wait is null && !_isPulseOld && Math.Abs(next - Interlocked.Read(ref _next)) < SameSlot)
        {
            return;
        }

        Interlocked.Exchange(ref _next, next);
        if (Interlocked.Read(ref _running) == 0)
        {
            var span = wait ?? instant - DateTimeOffset.UtcNow;
            SetDue(span is { } left ? Heartbeat.OfWait(Heartbeat.Now, left) : null);
        }

        ChangeNumbers();
    }

    /// <summary>Records the end of a reload.</summary>
    /// <param name="failure">The exception of the reload; null if it succeeded.</param>
    public void AddReload(Exception? failure)
    {
        ReloadReport? last;
        ReloadReport next;
        do
        {
            last = _lastReload;
            next = new ReloadReport((last?.Number ?? 0) + 1, failure is null ? null : FailureText.Of(failure));
        }
        while (Interlocked.CompareExchange(ref _lastReload, next, last) != last);
        Note(HistoryKind.Reloaded, count: 0, failure is null ? HistoryFlags.None : HistoryFlags.Failed);
        CountAnswer();
    }

    /// <summary>
    /// Records the answer to a request to tick now. Returns before the command has it: the schedule must not wait for the status file.
    /// </summary>
    public void AddTickAnswer(TickAnswer answer)
    {
        TickAnswers? last;
        do
        {
            last = _tickAnswers;
        }
        while (Interlocked.CompareExchange(ref _tickAnswers, (last ?? TickAnswers.None).Add(answer), last) != last);
        QueueAnswer();
    }

    /// <summary>Records the answer to a request to hand over, as <see cref="AddTickAnswer"/> does. Only the schedule calls it.</summary>
    /// <param name="isAccepted">Whether this process led, and does not any more.</param>
    /// <param name="text">Who leads now, or why there was no handover.</param>
    public void AddHandOverAnswer(bool isAccepted, string text)
    {
        _handOverAnswer = new HandOverAnswer((_handOverAnswer?.Number ?? 0) + 1, isAccepted, text);
        QueueAnswer();
    }

    /// <summary>Records that the daemon begins to stop: it now has StopTimeout, and no change is due any more.</summary>
    public void Stop()
    {
        _isStopping = true;
        SetDue(null);
        _ = WritePulse();
        Changed?.Invoke();
    }

    private void QueueAnswer() =>
        ThreadPool.UnsafeQueueUserWorkItem(static progress => progress.CountAnswer(), this, preferLocal: false);

    private void CountAnswer()
    {
        Interlocked.Increment(ref _answers);
        Changed?.Invoke();
    }

    private void SetDue(long? due) => Interlocked.Exchange(ref _due, _isStopping ? Never : due ?? Never);
}

/// <summary>The outcome of a reload.</summary>
/// <param name="Number">The number of the reload, from 1.</param>
/// <param name="Error">Why the reload failed, as one line; null if it succeeded.</param>
internal sealed record ReloadReport(long Number, string? Error);
