namespace Daemonize;

/// <summary>
/// Marks the static method that runs as a daemon. The build adds verbs to the program, such as <c>start</c>, <c>stop</c>, <c>restart</c>,
/// <c>try-restart</c>, <c>status</c>, <c>run</c>, <c>once</c>, <c>logs</c> and <c>help</c>, and a <c>Main</c> if it has none.
/// </summary>
/// <remarks>
/// <para>The method is static and returns <see langword="void"/>, <see langword="int"/>, <see cref="Task"/>, <see cref="ValueTask"/> or a
/// task of <see langword="int"/>. It may take a <see cref="DaemonContext"/>, a <see cref="CancellationToken"/> and an
/// <see cref="Microsoft.Extensions.Logging.ILogger"/>. With <see cref="Interval"/>, <see cref="Delay"/> or <see cref="Cron"/>, each call is
/// a tick of the schedule. Without a schedule, the method runs once, and the daemon exits when it returns.</para>
/// <para>A returned <see langword="int"/> is the exit code of a method that runs once. From a tick, a value other than 0 counts as a
/// failure.</para>
/// <para>Durations are text with a unit, which the build checks: <c>"500ms"</c>, <c>"10s"</c>, <c>"1h30m"</c>, <c>"00:00:10"</c>.
/// <c>"off"</c> disables a setting that is optional.</para>
/// </remarks>
/// <example>
/// <code>
/// internal static class News
/// {
///     [Daemon(Interval = "10s")]
///     internal static async Task Fetch(ILogger logger, CancellationToken stopping) { … }
/// }
/// </code>
/// <c>app start</c> returns when the daemon is ready, <c>app status</c> tells about it, <c>app stop</c> ends it.
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed partial class DaemonAttribute : Attribute
{
    /// <summary>
    /// The name of the daemon on the command line: lowercase letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, beginning with a letter. The
    /// default is the method's name in kebab-case: <c>fetch-news</c> for <c>FetchNews</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// The file that contains the process id while the daemon runs, in decimal with a line end (as PEP 3143 and the LSB init functions
    /// expect). The default is <c>{name}.pid</c>. A relative path is relative to the program's runtime directory:
    /// <c>$RUNTIME_DIRECTORY</c>, else <c>/run/APP</c> for root, else <c>~/.local/state/APP</c>, with the home directory of the user
    /// database, else <c>/tmp/daemonize-UID/APP</c>. The lock file <c>{pid file}.lock</c> is in the same directory and is never removed.
    /// </summary>
    public string? PidFile { get; set; }

    /// <summary>
    /// Whether the daemon keeps its past ticks in a file of 105 KiB next to the pid file, for <c>history</c> and for exact numbers in
    /// <c>status</c>. The default is <see langword="true"/>. Without it, the numbers are in the status file, which is written once a second
    /// while they change.
    /// </summary>
    public bool History { get; set; } = true;

    /// <summary>
    /// The time between two slots. Slots lie on a grid of the monotonic clock that starts when the daemon is ready: a tick never begins
    /// before its slot, a change of the wall clock moves no slot, and errors do not accumulate. The grid stops while the machine is
    /// suspended (CLOCK_MONOTONIC). With <c>"off"</c>, the daemon ticks only on SIGUSR1. Without <see cref="Interval"/>,
    /// <see cref="Delay"/> and <see cref="Cron"/>, the method runs once.
    /// </summary>
    public string? Interval { get; set; }

    /// <summary>
    /// The time from the end of a tick to the start of the next, as an alternative to <see cref="Interval"/>; or <c>"off"</c>.
    /// </summary>
    public string? Delay { get; set; }

    /// <summary>
    /// The schedule as a cron expression of five fields (minute, hour, day of month, month, day of week) or six (seconds first), or a macro
    /// such as <c>"@daily"</c>, as an alternative to <see cref="Interval"/>; or <c>"off"</c>. The Cronos library reads it, at build time
    /// and at run time. If both the day of month and the day of week are restricted, a day must match both, unlike in crontab(5), where a
    /// match of either is enough.
    /// </summary>
    /// <remarks>
    /// When clocks go forward, a slot in the skipped hour comes at the end of that hour. When they go back, a fixed time comes once and a
    /// repeated one (<c>*</c>, <c>*/5</c>) in both hours. If the wall clock is set back by less than three hours, slots that have ticked do
    /// not tick again; a longer change counts as a correction, and the schedule begins again at the new time (as in cron(8)). If the clock
    /// is set forward, the skipped slots count as missed.
    /// </remarks>
    public string? Cron { get; set; }

    /// <summary>
    /// The time zone of <see cref="Cron"/>: an IANA name such as <c>"Europe/Berlin"</c>, <c>"UTC"</c>, or <c>"local"</c>, the default.
    /// </summary>
    public string? TimeZone { get; set; }

    /// <summary>The wait from the moment the daemon is ready to the first tick or the only run. The default is <c>"0s"</c>.</summary>
    public string? InitialDelay { get; set; }

    /// <summary>
    /// Whether the daemon ticks as soon as it is ready, without waiting for its first slot or <see cref="InitialDelay"/>, also after a
    /// restart. A slot that is due then, as the first of an <see cref="Interval"/> alone, is that tick. The default is
    /// <see langword="false"/>.
    /// </summary>
    public bool TickAtStart { get; set; }

    /// <summary>
    /// The maximum random wait that is added to each slot, or <c>"off"</c>, the default. It must be shorter than <see cref="Interval"/>.
    /// Each tick draws its own wait, uniformly distributed from zero, so waits do not accumulate.
    /// </summary>
    public string? Jitter { get; set; }

    /// <summary>
    /// The seed of the random numbers of <see cref="Jitter"/>, for waits that repeat. With 0, the default, they differ at each start.
    /// </summary>
    public int JitterSeed { get; set; }

    /// <summary>
    /// Whether the slots of <see cref="Interval"/> lie at its multiples since the epoch (1970-01-01T00:00Z), at the same instants on every
    /// host. They then follow the wall clock, as the slots of <see cref="Cron"/> do. The default is <see langword="false"/>.
    /// </summary>
    public bool AlignToClock { get; set; }

    /// <summary>The policy for a slot that comes while a tick runs. The default is <see cref="OverlapPolicy.Skip"/>.</summary>
    public OverlapPolicy Overlap { get; set; }

    /// <summary>
    /// The maximum number of ticks that run at a time with <see cref="OverlapPolicy.Parallel"/>, 1 or more. The default is 10. With
    /// <see cref="Shards"/>, the maximum number of ticks of all shards that run at a time in one process, with any policy.
    /// </summary>
    public int MaxParallel { get; set; } = 10;

    /// <summary>The policy for missed slots. The default is <see cref="MissedPolicy.Skip"/>.</summary>
    public MissedPolicy Missed { get; set; }

    /// <summary>
    /// The maximum number of missed slots that wait for a tick with <see cref="MissedPolicy.All"/>, 1 to 1,000,000. The default is 100.
    /// </summary>
    public int MaxMissed { get; set; } = 100;

    /// <summary>
    /// The maximum duration of a tick, or <c>"off"</c>, the default. After that time the tick's token is cancelled and the tick has failed;
    /// the next tick still waits until it has ended. With <see cref="FailureAction.Retry"/>, the timeout applies to each attempt.
    /// </summary>
    public string? TickTimeout { get; set; }

    /// <summary>
    /// The number of ticks after which the daemon ends with exit code 0. Retries are part of their tick. With 0, the default, the daemon
    /// does not end.
    /// </summary>
    public int MaxRuns { get; set; }

    /// <summary>
    /// The action when the method throws, returns an exit code other than 0, or exceeds <see cref="TickTimeout"/>. The default is
    /// <see cref="FailureAction.Continue"/> for ticks and <see cref="FailureAction.Stop"/> for a method that runs once.
    /// <see cref="OnError"/> may override it.
    /// </summary>
    public FailureAction OnFailure { get; set; }

    /// <summary>
    /// The maximum number of retries of a failed method with <see cref="FailureAction.Retry"/>, 1 or more. The default is 3. For a method
    /// that runs once, a run longer than <see cref="MaxRetryDelay"/> resets the count.
    /// </summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// The wait before the first retry. It doubles with each further retry, and a random part, up to half, is subtracted from each wait.
    /// The default is <c>"1s"</c>.
    /// </summary>
    public string? RetryDelay { get; set; }

    /// <summary>The longest wait before a retry. The default is <c>"1m"</c>.</summary>
    public string? MaxRetryDelay { get; set; }

    /// <summary>
    /// The number of consecutive failed ticks after which the daemon ends with exit code 1, for a supervisor to act on. With 0, the
    /// default, it does not end.
    /// </summary>
    public int MaxFailures { get; set; }

    /// <summary>
    /// The static method, by <see langword="nameof"/>, that receives what the daemon method returns: <c>T</c>, <c>Task&lt;T&gt;</c>,
    /// <c>ValueTask&lt;T&gt;</c> or each item of an <c>IAsyncEnumerable&lt;T&gt;</c>. <see langword="null"/> is not a result. The method
    /// takes the value first and may take a <see cref="DaemonContext"/> (of the tick that produced the value), a
    /// <see cref="CancellationToken"/> and an <see cref="Microsoft.Extensions.Logging.ILogger"/>. It returns <see langword="void"/>,
    /// <see cref="Task"/> or <see cref="ValueTask"/>.
    /// </summary>
    /// <remarks>
    /// Values are handled in order, concurrently with the ticks. When the handlers fall behind, the daemon method waits. When the daemon
    /// stops, the remaining values are handled before it exits, within <see cref="StopTimeout"/>. The handlers' token is cancelled only
    /// shortly before that time is over; the number of values that are left is logged.
    /// </remarks>
    public string? OnResult { get; set; }

    /// <summary>
    /// The number of values that <see cref="OnResult"/> handles at a time, 1 to 10,000. The default, 1, keeps their order.
    /// </summary>
    public int Concurrency { get; set; } = 1;

    /// <summary>
    /// The static method, by <see langword="nameof"/>, that receives each failure. It takes an <see cref="Exception"/> first and may take
    /// what <see cref="OnStart"/> may take. It returns nothing, or a <see cref="FailureAction"/> that overrides <see cref="OnFailure"/>, or
    /// a task of these.
    /// </summary>
    public string? OnError { get; set; }

    /// <summary>
    /// The static method, by <see langword="nameof"/>, that runs before the daemon is ready. If it throws, <c>start</c> fails with the
    /// exception's message. It may take a <see cref="DaemonContext"/>, a <see cref="CancellationToken"/> and an
    /// <see cref="Microsoft.Extensions.Logging.ILogger"/>, and returns <see langword="void"/>, <see cref="Task"/> or
    /// <see cref="ValueTask"/>.
    /// </summary>
    public string? OnStart { get; set; }

    /// <summary>
    /// The static method, by <see langword="nameof"/>, that runs when the last tick has ended and the last result is handled, within
    /// <see cref="StopTimeout"/>. It may take a <see cref="StopReason"/> first, and what <see cref="OnStart"/> may take.
    /// </summary>
    public string? OnStop { get; set; }

    /// <summary>
    /// The static method, by <see langword="nameof"/>, that runs on SIGHUP, after the log is reopened. It may take what
    /// <see cref="OnStart"/> may take.
    /// </summary>
    public string? OnReload { get; set; }

    /// <summary>
    /// Signals that the daemon ignores, by their names in signal(7), such as <c>["SIGALRM"]</c>, even if a method of its class handles them
    /// for other daemons (<see cref="DaemonSignalAttribute"/>). The default is none. The build refuses the signals that belong to the
    /// daemon, the kernel or the .NET runtime.
    /// </summary>
    public string[]? IgnoredSignals { get; set; }

    /// <summary>The event that makes the daemon ready. The default is <see cref="ReadyMode.OnStart"/>.</summary>
    public ReadyMode Ready { get; set; }

    /// <summary>
    /// The number of instances of the daemon, 0 to 10,000. The default, 1, is one daemon without a number. With more, each instance is a
    /// separate process with its own pid file and log (<c>name.1.pid</c>), named <c>name:1</c>, <c>name:2</c>, …. <c>0</c> means one per
    /// usable CPU, within affinity and cgroup limits. See <see cref="DaemonContext.InstanceNumber"/> for how to divide the work.
    /// </summary>
    public int Instances { get; set; } = 1;

    /// <summary>
    /// The maximum time that <c>start</c> waits until the daemon is ready; after that it ends the daemon and fails. The default is
    /// <c>"30s"</c>.
    /// </summary>
    public string? StartTimeout { get; set; }

    /// <summary>
    /// The time from SIGTERM, which cancels the token, to SIGKILL when the daemon is stopped. The default is <c>"30s"</c>.
    /// </summary>
    public string? StopTimeout { get; set; }

    /// <summary>
    /// The file to which standard output and standard error are appended, or <c>"null"</c> to discard them, <c>"journal"</c> for the
    /// systemd journal, or <c>"syslog"</c> for the syslog of this machine, facility daemon (syslog(3)). The default is <c>{name}.log</c>. A
    /// relative path is relative to the log directory: <c>$LOGS_DIRECTORY</c>, else <c>/var/log/APP</c> for root, else
    /// <c>$XDG_STATE_HOME/APP</c>, else <c>~/.local/state/APP</c>.
    /// </summary>
    public string? LogFile { get; set; }

    /// <summary>
    /// The working directory of the daemon: an absolute path. The default, <c>"/"</c>, does not keep a file system busy (daemon(7), step
    /// 12).
    /// </summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>
    /// The file mode creation mask in octal, <c>"000"</c> to <c>"777"</c>. The default is <c>"022"</c>, independent of the caller's mask.
    /// </summary>
    public string? Umask { get; set; }
}
