using Daemonize.Options;

namespace Daemonize.Scheduling;

/// <summary>How a daemon gets on: what its contexts, its log and <c>status</c> tell. Written by the schedule, read from any thread.</summary>
/// <param name="heartbeat">What its schedule promises.</param>
internal sealed class DaemonProgress(Heartbeat heartbeat)
{
    /// <summary>Stands for no promise.</summary>
    private const long Never = 0;

    private long _ticks;
    private long _running;
    private long _skipped;
    private long _late;
    private long _failed;
    private long _next;
    private long _due;
    private volatile bool _isStopping;
    private volatile string? _report;
    private volatile TickOutcome? _lastTick;
    private volatile FailureText? _lastError;
    private volatile ReloadOutcome? _lastReload;

    /// <summary>Called after each change, on the thread that made it. It must be quick.</summary>
    public Action? Changed { get; set; }

    /// <summary>How many ticks have begun.</summary>
    public long Ticks => Interlocked.Read(ref _ticks);

    /// <summary>How many slots have had no tick.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>How many ticks were late: they waited for another, made up for a missed slot, or began more than a second after their slot.</summary>
    public long Late => Interlocked.Read(ref _late);

    /// <summary>How many ticks have failed, and how many results could not be handled.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>The next slot, or null when none will come.</summary>
    public DateTimeOffset? Next => Interlocked.Read(ref _next) is not 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>By when there must be a change: milliseconds of CLOCK_MONOTONIC (<see cref="Heartbeat.Now"/>); null where nothing is promised.</summary>
    public long? Due => Interlocked.Read(ref _due) is not Never and var due ? due : null;

    /// <summary>Whether the schedule keeps what it promises.</summary>
    public bool IsHealthy => !Heartbeat.IsOverdue(Due, Heartbeat.Now);

    /// <summary>Whether it has begun to stop.</summary>
    public bool IsStopping => _isStopping;

    public TickOutcome? LastTick => _lastTick;

    public FailureText? LastError => _lastError;

    public ReloadOutcome? LastReload => _lastReload;

    /// <summary>What the program said last of what it does; null for nothing.</summary>
    public string? Report
    {
        get => _report;
        set
        {
            _report = value;
            Changed?.Invoke();
        }
    }

    /// <summary>Counts a tick that begins, and gives its number, from 1.</summary>
    public long BeginTick(bool isLate)
    {
        if (isLate)
        {
            Interlocked.Increment(ref _late);
        }

        Interlocked.Increment(ref _running);
        SetDue(heartbeat.OfTick(Heartbeat.Now));
        var number = Interlocked.Increment(ref _ticks);
        Changed?.Invoke();
        return number;
    }

    /// <summary>A tick has ended, with whatever retries it took.</summary>
    public void EndTick(TickOutcome outcome)
    {
        Interlocked.Decrement(ref _running);
        _lastTick = outcome;
        Changed?.Invoke();
    }

    /// <summary>The method is called once more after a failure, when <paramref name="wait"/> is over.</summary>
    public void BeginRetry(TimeSpan wait)
    {
        var beginning = Heartbeat.OfWait(Heartbeat.Now, wait);
        SetDue(beginning is { } instant ? heartbeat.OfTick(instant) : null);
        Changed?.Invoke();
    }

    public void AddSkipped(long slots)
    {
        if (slots > 0)
        {
            Interlocked.Add(ref _skipped, slots);
            Changed?.Invoke();
        }
    }

    public void AddFailed(Exception exception)
    {
        Interlocked.Increment(ref _failed);
        _lastError = FailureText.Of(exception);
        Changed?.Invoke();
    }

    public void SetNext(DateTimeOffset? instant)
    {
        Interlocked.Exchange(ref _next, instant?.UtcTicks ?? 0);
        if (Interlocked.Read(ref _running) == 0)
        {
            SetDue(instant is { } next ? Heartbeat.OfWait(Heartbeat.Now, next - DateTimeOffset.UtcNow) : null);
        }

        Changed?.Invoke();
    }

    /// <summary>A reload is over.</summary>
    /// <param name="failure">Why it went wrong; null when it did not.</param>
    public void AddReload(Exception? failure)
    {
        ReloadOutcome? last;
        ReloadOutcome next;
        do
        {
            last = _lastReload;
            next = new ReloadOutcome((last?.Number ?? 0) + 1, failure is null ? null : FailureText.Of(failure).Text);
        }
        while (Interlocked.CompareExchange(ref _lastReload, next, last) != last);
        Changed?.Invoke();
    }

    /// <summary>From now on it has StopTimeout, and the schedule promises nothing more.</summary>
    public void Stop()
    {
        _isStopping = true;
        SetDue(null);
        Changed?.Invoke();
    }

    private void SetDue(long? due) => Interlocked.Exchange(ref _due, _isStopping ? Never : due ?? Never);
}

/// <summary>How a tick went.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Took">How long it took, with its retries.</param>
/// <param name="Succeeded">Whether it went well in the end.</param>
internal sealed record TickOutcome(long Number, DateTimeOffset StartedAt, TimeSpan Took, bool Succeeded);

/// <summary>How a reload went.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Error">Why it went wrong, as one line; null when it did not.</param>
internal sealed record ReloadOutcome(long Number, string? Error);

/// <summary>What went wrong last.</summary>
/// <param name="Text">One line, cut where it is long: the log has it whole.</param>
/// <param name="At">When.</param>
internal sealed record FailureText(string Text, DateTimeOffset At)
{
    private const int MaxLength = 300;

    public static FailureText Of(Exception exception) => new(OneLine.Cut(exception.Message.ReplaceLineEndings(" "), MaxLength), DateTimeOffset.UtcNow);
}
