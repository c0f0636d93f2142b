namespace Daemonize;

/// <summary>
/// Marks the static method that runs as a daemon. The build gives the program the verbs <c>start</c>, <c>stop</c>, <c>restart</c>,
/// <c>try-restart</c>, <c>status</c>, <c>run</c>, <c>once</c>, <c>logs</c> and <c>help</c>, and a <c>Main</c> if it has none.
/// </summary>
/// <remarks>
/// <para>The method is static and returns <see langword="void"/>, <see langword="int"/>, <see cref="Task"/>, <see cref="ValueTask"/> or a task of
/// <see langword="int"/>; it may take a <see cref="DaemonContext"/>, a <see cref="CancellationToken"/> and an
/// <see cref="Microsoft.Extensions.Logging.ILogger"/>. With <see cref="Interval"/> it is called at every slot; without, it runs once and the daemon
/// exits with it.</para>
/// <para>A returned <see langword="int"/> is the exit code of a method that runs once; of a tick, anything but 0 counts as a failure.</para>
/// <para>Durations are text with a unit, checked when the program is built: <c>"500ms"</c>, <c>"10s"</c>, <c>"1h30m"</c>, <c>"00:00:10"</c>.
/// Where there may be none, it is <c>"off"</c>.</para>
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
    /// What the daemon is called on the command line: small letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, a letter first.
    /// The default is the method's name in kebab-case: <c>FetchNews</c> is <c>fetch-news</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// The file that holds the process id while the daemon runs, in decimal with a line end (as PEP 3143 and the LSB init functions expect).
    /// The default is <c>{name}.pid</c>. A relative path is relative to the program's runtime directory: <c>$RUNTIME_DIRECTORY</c>, else <c>/run/APP</c> for root,
    /// else <c>~/.local/state/APP</c>, with the home directory of the user database, else <c>/tmp/daemonize-UID/APP</c>. Next to it is <c>{pid file}.lock</c>, which stays.
    /// </summary>
    public string? PidFile { get; set; }

    /// <summary>
    /// The time between two slots. Slots lie on a grid of the monotonic clock that starts when the daemon is ready: a tick never comes before its slot, setting
    /// the wall clock moves none, and errors do not add up. The grid stands still while the machine is suspended (CLOCK_MONOTONIC). <c>"off"</c>: no tick comes
    /// by itself, only on SIGUSR1. The default, with neither <see cref="Delay"/> nor <see cref="Cron"/>, is none: the method runs once.
    /// </summary>
    public string? Interval { get; set; }

    /// <summary>The time from the end of a tick to the beginning of the next, in place of <see cref="Interval"/>; or <c>"off"</c>.</summary>
    public string? Delay { get; set; }

    /// <summary>
    /// When to tick, as a cron expression of five fields (minute, hour, day of month, month, day of week) or six (seconds first), or a macro such as
    /// <c>"@daily"</c>, in place of <see cref="Interval"/>; or <c>"off"</c>. Read by the Cronos library, when the program is built and when it runs.
    /// Where both the day of month and the day of week are restricted, a day must match both, unlike in crontab(5), where either is enough.
    /// </summary>
    /// <remarks>
    /// When clocks go forward, a slot in the hour that is left out comes at the end of it; when they go back, a fixed time comes once and a repeated one (<c>*</c>,
    /// <c>*/5</c>) in both hours. When the wall clock is set back by less than three hours, slots that have ticked do not tick again; by more, it is taken for a
    /// correction and the schedule begins again there (as cron(8)). When it is set forward, the slots that it passes are missed ones.
    /// </remarks>
    public string? Cron { get; set; }

    /// <summary>The time zone of <see cref="Cron"/>: an IANA name such as <c>"Europe/Berlin"</c>, <c>"UTC"</c>, or <c>"local"</c>, the default.</summary>
    public string? TimeZone { get; set; }

    /// <summary>How long the daemon waits, once ready, before the first tick or the one run. The default is <c>"0s"</c>.</summary>
    public string? InitialDelay { get; set; }

    /// <summary>
    /// The longest random wait that is added to each slot, or <c>"off"</c>, the default: drawn again for every tick, uniformly from zero up, so that it does not
    /// add up. It must be shorter than <see cref="Interval"/>.
    /// </summary>
    public string? Jitter { get; set; }

    /// <summary>What the random numbers of <see cref="Jitter"/> begin with, so that they repeat; 0, the default, makes them differ at each start.</summary>
    public int JitterSeed { get; set; }

    /// <summary>
    /// Whether the slots of <see cref="Interval"/> lie at its multiples since the epoch (1970-01-01T00:00Z), at the same instants on every host. They then go by
    /// the wall clock, as those of <see cref="Cron"/> do. The default is <see langword="false"/>.
    /// </summary>
    public bool AlignToClock { get; set; }

    /// <summary>What happens to a slot that comes while a tick runs. The default is <see cref="Overlap.Skip"/>.</summary>
    public Overlap Overlap { get; set; }

    /// <summary>How many ticks run at a time with <see cref="Overlap.Parallel"/>, 1 or more. The default is 10.</summary>
    public int MaxParallel { get; set; } = 10;

    /// <summary>What happens to missed slots. The default is <see cref="Missed.Skip"/>.</summary>
    public Missed Missed { get; set; }

    /// <summary>How many missed slots are made up for at a time with <see cref="Missed.All"/>, 1 or more. The default is 100.</summary>
    public int MaxMissed { get; set; } = 100;

    /// <summary>
    /// How long a tick may take, or <c>"off"</c>, the default. After that its token is cancelled and it has failed; the next tick waits all the same until it has
    /// ended. With <see cref="FailureAction.Retry"/> each attempt has this long.
    /// </summary>
    public string? Timeout { get; set; }

    /// <summary>After how many ticks the daemon ends, with exit code 0. The default, 0, is never. Retries are part of their tick.</summary>
    public int MaxRuns { get; set; }

    /// <summary>
    /// What happens when the method throws, returns anything but 0 as its exit code, or exceeds <see cref="Timeout"/>. The default is
    /// <see cref="FailureAction.Continue"/> for ticks and <see cref="FailureAction.Stop"/> for a method that runs once. <see cref="OnError"/> may decide otherwise.
    /// </summary>
    public FailureAction OnFailure { get; set; }

    /// <summary>
    /// How many times a failed method is called again with <see cref="FailureAction.Retry"/>, 1 or more. The default is 3. For a method that runs once, a run that
    /// lasted longer than <see cref="MaxRetryDelay"/> restarts the count.
    /// </summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The wait before the first retry, which doubles with each further one; of each wait a random half is left out. The default is <c>"1s"</c>.</summary>
    public string? RetryDelay { get; set; }

    /// <summary>The longest wait before a retry. The default is <c>"1m"</c>.</summary>
    public string? MaxRetryDelay { get; set; }

    /// <summary>After how many failed ticks in a row the daemon ends with exit code 1, so that a supervisor acts. The default, 0, is never.</summary>
    public int MaxFailures { get; set; }

    /// <summary>
    /// The static method, by <see langword="nameof"/>, that receives what the daemon method returns: <c>T</c>, <c>Task&lt;T&gt;</c>, <c>ValueTask&lt;T&gt;</c> or each
    /// item of an <c>IAsyncEnumerable&lt;T&gt;</c>; <see langword="null"/> is no result. It takes the value first and may take a <see cref="DaemonContext"/> (of the
    /// tick that made the value), a <see cref="CancellationToken"/> and an <see cref="Microsoft.Extensions.Logging.ILogger"/>, and returns
    /// <see langword="void"/>, <see cref="Task"/> or <see cref="ValueTask"/>.
    /// </summary>
    /// <remarks>
    /// Values are handled in order, concurrently with the ticks; when the handlers fall behind, the daemon method waits. At a stop, what was produced is handled before
    /// the daemon leaves, within <see cref="StopTimeout"/>; the token of the handlers is cancelled only shortly before that, and what is left is logged with its count.
    /// </remarks>
    public string? OnResult { get; set; }

    /// <summary>How many values <see cref="OnResult"/> handles at a time, 1 or more. The default, 1, keeps their order.</summary>
    public int Concurrency { get; set; } = 1;

    /// <summary>
    /// The static method, by <see langword="nameof"/>, that receives each failure: it takes an <see cref="Exception"/> first and what <see cref="OnStart"/> may take,
    /// and returns nothing, or a <see cref="FailureAction"/>, which then counts in place of <see cref="OnFailure"/>; or a task of these.
    /// </summary>
    public string? OnError { get; set; }

    /// <summary>
    /// The static method, by <see langword="nameof"/>, that runs before the daemon is ready: when it throws, <c>start</c> fails with the message. It may take a
    /// <see cref="DaemonContext"/>, a <see cref="CancellationToken"/> and an <see cref="Microsoft.Extensions.Logging.ILogger"/>, and returns
    /// <see langword="void"/>, <see cref="Task"/> or <see cref="ValueTask"/>.
    /// </summary>
    public string? OnStart { get; set; }

    /// <summary>
    /// The static method, by <see langword="nameof"/>, that runs when the last tick has ended and the last result is handled, within <see cref="StopTimeout"/>. It may
    /// take a <see cref="StopReason"/> first, and what <see cref="OnStart"/> may take.
    /// </summary>
    public string? OnStop { get; set; }

    /// <summary>The static method, by <see langword="nameof"/>, that runs on SIGHUP, after the log was reopened. It may take what <see cref="OnStart"/> may take.</summary>
    public string? OnReload { get; set; }

    /// <summary>When the daemon is ready. The default is <see cref="Ready.OnStart"/>.</summary>
    public Ready Ready { get; set; }

    /// <summary>
    /// How many daemons there are of this definition. The default, 1, is one without a number. With more, each instance is a separate process, called <c>name:1</c>,
    /// <c>name:2</c>, …, with its own pid file and log (<c>name.1.pid</c>); <c>0</c> stands for one per usable CPU, as affinity and cgroup limits have it. See
    /// <see cref="DaemonContext.Instance"/> for sharing the work out.
    /// </summary>
    public int Instances { get; set; } = 1;

    /// <summary>How long <c>start</c> waits until the daemon is ready before it ends it and fails. The default is <c>"30s"</c>.</summary>
    public string? StartTimeout { get; set; }

    /// <summary>How long a stop waits, after SIGTERM and the cancelled token, before it kills. The default is <c>"30s"</c>.</summary>
    public string? StopTimeout { get; set; }

    /// <summary>
    /// The file that standard output and error are appended to. The default is <c>{name}.log</c>. A relative path is relative to the log directory:
    /// <c>$LOGS_DIRECTORY</c>, else <c>/var/log/APP</c> for root, else <c>$XDG_STATE_HOME/APP</c>, else <c>~/.local/state/APP</c>. Or <c>"null"</c>: nowhere;
    /// <c>"journal"</c>: the journal of systemd; <c>"syslog"</c>: the syslog of this machine, facility daemon (syslog(3)).
    /// </summary>
    public string? LogFile { get; set; }

    /// <summary>The directory that the daemon works in, an absolute path. The default is <c>"/"</c>, so that no file system is kept busy (daemon(7), step 12).</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>The file mode creation mask in octal, <c>"000"</c> to <c>"777"</c>. The default is <c>"022"</c>, whatever the caller's is.</summary>
    public string? Umask { get; set; }
}
