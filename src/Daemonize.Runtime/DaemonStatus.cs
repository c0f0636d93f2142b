namespace Daemonize;

/// <summary>The status of a daemon at one moment, seen from outside its process.</summary>
/// <param name="Name">The daemon's name, with the number of the instance if it has several.</param>
/// <param name="State">The state, such as running or stopped.</param>
/// <param name="Pid">The process id while the daemon runs, else 0.</param>
/// <param name="StartedAt">The time of the start, to a hundredth of a second; null while the daemon does not run.</param>
/// <param name="Note">
/// Further information as one phrase, such as a missing or stale pid file, or why the state is unknown; null for none.
/// </param>
public sealed record DaemonStatus(string Name, DaemonState State, int Pid, DateTimeOffset? StartedAt, string? Note)
{
    /// <summary>
    /// The number of ticks that have begun; null for a method that runs once, for a daemon that does not run, and if the daemon's status
    /// file cannot be read. That file is up to a second old. The following properties come from it too, except for <see cref="Memory"/> and
    /// <see cref="CpuTime"/>.
    /// </summary>
    public long? Ticks { get; init; }

    /// <summary>The number of slots that had no tick: see <see cref="Overlap"/> and <see cref="Missed"/>.</summary>
    public long Skipped { get; init; }

    /// <summary>
    /// The number of late ticks: ticks that waited for another tick, made up for a missed slot, or began more than a second after their
    /// slot.
    /// </summary>
    public long Late { get; init; }

    /// <summary>The number of failed ticks, not counting retries, plus the number of results that could not be handled.</summary>
    public long Failed { get; init; }

    /// <summary>
    /// The number of restarts by the watcher since <c>start</c>, including one that is about to happen; null without a watcher: see
    /// <see cref="DaemonAttribute.Restart"/>.
    /// </summary>
    public int? Restarts { get; init; }

    /// <summary>
    /// The time of the next slot, or with <see cref="DaemonState.Restarting"/> of the next start; null if there is none or it is unknown.
    /// </summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>
    /// The time zone of the cron expression, by its IANA name if it has one; null for other schedules, and while the daemon does not run.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary>The last text that the program passed to <see cref="DaemonContext.Report"/>; null for none.</summary>
    public string? Report { get; init; }

    /// <summary>The tick that ended last; null for none.</summary>
    public DaemonTick? LastTick { get; init; }

    /// <summary>The last error in a tick, a callback or the handling of a result; null for none.</summary>
    public DaemonError? LastError { get; init; }

    /// <summary>The end of the last run; null if it is unknown, and while a daemon runs that its watcher has not restarted.</summary>
    public DaemonExit? LastExit { get; init; }

    /// <summary>The name of the program; null if the daemon's status file cannot be read.</summary>
    public string? Program { get; init; }

    /// <summary>The version of the program that runs or ran, which may differ from the version of the calling program.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// The options on the daemon's command line, as <c>--name=value</c>. Options from environment variables may be secret and are not
    /// included.
    /// </summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The resident set size in bytes, private and shared, as the kernel reports it; null while the daemon does not run.</summary>
    public long? Memory { get; init; }

    /// <summary>The CPU time used so far, as the kernel reports it; null while the daemon does not run.</summary>
    public TimeSpan? CpuTime { get; init; }
}

/// <summary>The result of one tick.</summary>
/// <param name="Number">The number of the tick, from 1.</param>
/// <param name="StartedAt">The time at which the tick began.</param>
/// <param name="Took">The duration of the tick, including its retries.</param>
/// <param name="Succeeded">Whether the tick succeeded, if necessary after retries.</param>
public sealed record DaemonTick(long Number, DateTimeOffset StartedAt, TimeSpan Took, bool Succeeded);

/// <summary>An error in a daemon.</summary>
/// <param name="Message">One line of at most 300 characters; the log contains the full text.</param>
/// <param name="At">The time at which the error occurred.</param>
public sealed record DaemonError(string Message, DateTimeOffset At);

/// <summary>The end of a run of a daemon.</summary>
/// <param name="ExitCode">The exit code of the process; null if a signal ended it, or if the code is unknown.</param>
/// <param name="Reason">The reason as one phrase, such as <c>stopped by SIGTERM</c>.</param>
/// <param name="At">The time of the end; null if it is unknown.</param>
public sealed record DaemonExit(int? ExitCode, string Reason, DateTimeOffset? At);
