namespace Daemonize.Scheduling;

/// <summary>How a daemon gets on: what its contexts, its log and <c>status</c> tell. Written by the schedule, read from any thread.</summary>
internal sealed class DaemonProgress
{
    private long _ticks;
    private long _skipped;
    private long _late;
    private long _failed;
    private long _next;
    private volatile string? _report;

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

        var number = Interlocked.Increment(ref _ticks);
        Changed?.Invoke();
        return number;
    }

    public void AddSkipped(long slots)
    {
        if (slots > 0)
        {
            Interlocked.Add(ref _skipped, slots);
            Changed?.Invoke();
        }
    }

    public void AddFailed()
    {
        Interlocked.Increment(ref _failed);
        Changed?.Invoke();
    }

    public void SetNext(DateTimeOffset? instant)
    {
        Interlocked.Exchange(ref _next, instant?.UtcTicks ?? 0);
        Changed?.Invoke();
    }
}
