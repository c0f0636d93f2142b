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
/// <para>Durations are text with a unit, checked when the program is built: <c>"500ms"</c>, <c>"10s"</c>, <c>"1h30m"</c>, <c>"00:00:10"</c>.</para>
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
public sealed class DaemonAttribute : Attribute
{
    /// <summary>
    /// What the daemon is called on the command line: small letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, a letter first.
    /// The default is the method's name in kebab-case: <c>FetchNews</c> is <c>fetch-news</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// The file that holds the process id while the daemon runs, in decimal with a line end (as PEP 3143 and the LSB init functions expect).
    /// The default is <c>{name}.pid</c>. A relative path is relative to the runtime directory: <c>$RUNTIME_DIRECTORY</c>, else <c>/run</c> for root,
    /// else <c>$XDG_RUNTIME_DIR</c>, else a private directory under the temporary one. Beside it lies <c>{pid file}.lock</c>, which stays.
    /// </summary>
    public string? PidFile { get; set; }

    /// <summary>
    /// The time between two slots. Slots lie on a grid of the monotonic clock that starts when the daemon is ready: a tick never comes early,
    /// never overlaps another, and a slot that passes during a long tick is skipped. The default, none, runs the method once.
    /// </summary>
    public string? Interval { get; set; }

    /// <summary>How long the daemon waits, once ready, before the first tick or the one run. The default is <c>"0s"</c>.</summary>
    public string? InitialDelay { get; set; }

    /// <summary>How long <c>start</c> waits until the daemon is ready before it ends it and fails. The default is <c>"30s"</c>.</summary>
    public string? StartTimeout { get; set; }

    /// <summary>How long a stop waits, after SIGTERM and the cancelled token, before it kills. The default is <c>"30s"</c>.</summary>
    public string? StopTimeout { get; set; }

    /// <summary>
    /// The file that standard output and error are appended to. The default is <c>{name}.log</c>. A relative path is relative to the log directory:
    /// <c>$LOGS_DIRECTORY</c>, else <c>/var/log/APP</c> for root, else <c>$XDG_STATE_HOME/APP</c>, else <c>~/.local/state/APP</c>.
    /// </summary>
    public string? LogFile { get; set; }

    /// <summary>The directory that the daemon works in, an absolute path. The default is <c>"/"</c>, so that no file system is kept busy (daemon(7), step 12).</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>The file mode creation mask in octal, <c>"000"</c> to <c>"777"</c>. The default is <c>"022"</c>, whatever the caller's is.</summary>
    public string? Umask { get; set; }
}
