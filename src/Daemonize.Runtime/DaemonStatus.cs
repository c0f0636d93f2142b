namespace Daemonize;

/// <summary>What is known of a daemon at one moment, seen from outside.</summary>
/// <param name="Name">The daemon's name.</param>
/// <param name="State">Whether it runs.</param>
/// <param name="Pid">Its process id while it runs, else 0.</param>
/// <param name="StartedAt">When it was started, to a hundredth of a second, while it runs.</param>
/// <param name="Note">What else there is to know, as one phrase: a missing or stale pid file, or why the state is unknown.</param>
public sealed record DaemonStatus(string Name, DaemonState State, int Pid, DateTimeOffset? StartedAt, string? Note)
{
    /// <summary>
    /// How many ticks have begun; null for a method that runs once, for a daemon that does not run, and where the daemon's own account, which is up to a second
    /// old, cannot be read. The properties below come from it too, except for <see cref="Memory"/> and <see cref="CpuTime"/>.
    /// </summary>
    public long? Ticks { get; init; }

    /// <summary>How many slots have had no tick of their own: see <see cref="Overlap"/> and <see cref="Missed"/>.</summary>
    public long Skipped { get; init; }

    /// <summary>How many ticks were late: they waited for another, made up for a missed slot, or began more than a second after their slot.</summary>
    public long Late { get; init; }

    /// <summary>How many ticks have failed, retries apart, and how many results could not be handled.</summary>
    public long Failed { get; init; }

    /// <summary>
    /// How many times its watcher has started it again since <c>start</c>, or is about to; null where it has none: see <see cref="DaemonAttribute.Restart"/>.
    /// </summary>
    public int? Restarts { get; init; }

    /// <summary>The next slot, or with <see cref="DaemonState.Restarting"/> the next start; null where none will come or none is known.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The time zone of its cron expression, by its IANA name where it has one; null for other schedules, and while the daemon does not run.</summary>
    public string? TimeZone { get; init; }

    /// <summary>What the program has said last with <see cref="DaemonContext.Report"/>; null for nothing.</summary>
    public string? Report { get; init; }

    /// <summary>The tick that ended last; null where none has.</summary>
    public DaemonTick? LastTick { get; init; }

    /// <summary>What went wrong last, in a tick, a callback or the handling of a result; null for nothing.</summary>
    public DaemonError? LastError { get; init; }

    /// <summary>How the last run ended; null where nothing is known of one, and while one goes on that was not started again by its watcher.</summary>
    public DaemonExit? LastExit { get; init; }

    /// <summary>What the program calls itself; null where its own account cannot be read.</summary>
    public string? Program { get; init; }

    /// <summary>The version of the program that runs, or ran; it may be another than that of the program that asks.</summary>
    public string? Version { get; init; }

    /// <summary>What was said on its command line, as <c>--name=value</c>. What came by environment variable may be a secret, and is never here.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The resident set size in bytes, private and shared, as the kernel reports it; null while it does not run.</summary>
    public long? Memory { get; init; }

    /// <summary>How long it has run on processors so far, as the kernel says; null while it does not run.</summary>
    public TimeSpan? CpuTime { get; init; }
}

/// <summary>How a tick went.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Took">How long it took, with its retries.</param>
/// <param name="Succeeded">Whether it went well in the end.</param>
public sealed record DaemonTick(long Number, DateTimeOffset StartedAt, TimeSpan Took, bool Succeeded);

/// <summary>Something that went wrong in a daemon.</summary>
/// <param name="Message">One line, cut after 300 characters; the log has all of it.</param>
/// <param name="At">When.</param>
public sealed record DaemonError(string Message, DateTimeOffset At);

/// <summary>How a daemon ended.</summary>
/// <param name="ExitCode">Its exit code; null where a signal ended it, or nobody knows.</param>
/// <param name="Reason">Why, as one phrase, such as <c>stopped by SIGTERM</c>.</param>
/// <param name="At">When; null where nobody knows.</param>
public sealed record DaemonExit(int? ExitCode, string Reason, DateTimeOffset? At);
