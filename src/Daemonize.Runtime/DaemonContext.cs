using Daemonize.Cluster;
using Microsoft.Extensions.Logging;

namespace Daemonize;

/// <summary>Gives a daemon method access to its daemon and to the current tick. Each tick has its own context.</summary>
public sealed class DaemonContext
{
    private readonly IDaemonRuntime _runtime;

    internal DaemonContext(IDaemonRuntime runtime, long tickNumber, DateTimeOffset scheduledAt, DateTimeOffset startedAt, TimeSpan lateness)
    {
        _runtime = runtime;
        TickNumber = tickNumber;
        ScheduledAt = scheduledAt;
        StartedAt = startedAt;
        Lateness = lateness;
    }

    /// <summary>The daemon's name, as on the command line, without the number of an instance.</summary>
    public string Name => _runtime.Name;

    /// <summary>The process id of the daemon.</summary>
    public int ProcessId { get; } = Environment.ProcessId;

    /// <summary>
    /// The number of this instance of the daemon, from 1 to <see cref="InstanceCount"/>; 1 for a daemon with one instance.
    /// </summary>
    public int InstanceNumber => _runtime.Instance;

    /// <summary>
    /// The number of instances. A second <c>start --instances</c> may change it while the daemon runs: read it again for each piece of work
    /// that the instances divide, such as <c>id % InstanceCount == InstanceNumber - 1</c>.
    /// </summary>
    public int InstanceCount => _runtime.Instances;

    /// <summary>The number of this tick, from 1; 1 in a method that runs once, and 0 in callbacks outside a tick.</summary>
    public long TickNumber { get; }

    /// <summary>The slot of this tick, without <see cref="DaemonAttribute.Jitter"/>: the time at which it should have begun.</summary>
    public DateTimeOffset ScheduledAt { get; }

    /// <summary>The time at which this tick began. It is never before <see cref="ScheduledAt"/>, unless the wall clock is set.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The delay of this tick after its slot and jitter, by the clock of the schedule: zero or more.</summary>
    public TimeSpan Lateness { get; }

    /// <summary>
    /// The fencing token of the term in which this tick runs; 0 with <see cref="DaemonScope.Instance"/>. A later term, in this or another
    /// process, has a greater token: a resource that refuses an older token than the last one it has seen is safe from a process that does
    /// not know that its lease is over.
    /// </summary>
    public long Token { get; internal init; }

    /// <summary>
    /// What the store of the cluster knows of this tick's slot, for packages that end it there; null with
    /// <see cref="DaemonScope.Instance"/>, and for a tick that was requested or has no slot.
    /// </summary>
    public SlotClaim? Claim { get; internal init; }

    /// <summary>
    /// How often the slot of this tick was begun, with this time: 1, or 2 and 3 with <see cref="InterruptedPolicy.Rerun"/>.
    /// </summary>
    public int Attempt { get; internal init; } = 1;

    /// <summary>
    /// The shard of this tick, from 0 to <see cref="Shards"/> - 1; 0 without <see cref="DaemonAttribute.Shards"/> and in callbacks outside
    /// a tick. A piece of work that the shards divide belongs to this tick if <c>id % Shards == Shard</c>.
    /// </summary>
    public int Shard { get; internal init; }

    /// <summary>The number of shards, the same in every process; 1 without <see cref="DaemonAttribute.Shards"/>.</summary>
    public int Shards => Math.Max(1, _runtime.Shards);

    /// <summary>The number of slots so far that had no tick: see <see cref="OverlapPolicy"/> and <see cref="MissedPolicy"/>.</summary>
    public long SkippedSlots => _runtime.SkippedSlots;

    /// <summary>The number of failed ticks so far, not counting retries, plus the number of results that could not be handled.</summary>
    public long FailedTicks => _runtime.FailedTicks;

    /// <summary>
    /// A directory for data that outlives the daemons of the program: <c>$STATE_DIRECTORY</c>, which systemd sets (systemd.exec(5)), else
    /// <c>/var/lib/app</c> for root, else <c>$XDG_STATE_HOME/app</c> (<c>~/.local/state/app</c>), where <c>app</c> is the program's name in
    /// lowercase. All daemons and instances of the program share it. It is created if it does not exist.
    /// </summary>
    /// <exception cref="DaemonException">
    /// The directory cannot be created: for example, a daemon that root has started as another user may not write to <c>/var/lib</c>.
    /// </exception>
    public string StateDirectory => _runtime.StateDirectory;

    /// <summary>
    /// Whether the method runs in a tool and not in a daemon: the tool has called the program's entry point to get the host that the method
    /// builds, such as a test with <c>WebApplicationFactory</c>, <c>dotnet ef</c>, or the build for its OpenAPI document. The method may
    /// then omit what only a daemon needs.
    /// </summary>
    public bool IsInTool => _runtime.IsInTool;

    /// <summary>
    /// A token that is cancelled when the daemon is asked to stop. The daemon then has <see cref="DaemonAttribute.StopTimeout"/> to end.
    /// The token parameter of a method is cancelled at the same time, and also when the tick exceeds
    /// <see cref="DaemonAttribute.TickTimeout"/> or is replaced (<see cref="OverlapPolicy.Replace"/>).
    /// </summary>
    public CancellationToken Stopping => _runtime.Stopping;

    /// <summary>
    /// The time that the daemon has to end after <see cref="Stopping"/> is cancelled: see <see cref="DaemonAttribute.StopTimeout"/>.
    /// </summary>
    public TimeSpan StopTimeout => _runtime.StopTimeout;

    /// <summary>Writes to the daemon's log, one line per record; in the foreground, to standard error.</summary>
    public ILogger Logger => _runtime.Logger;

    /// <summary>Creates a logger that writes to the daemon's log as <see cref="Logger"/> does, with another category.</summary>
    /// <param name="category">The category before each message. <see cref="Logger"/> uses the daemon's name.</param>
    /// <param name="minimumLevel">
    /// The minimum level that the logger writes. The log writes trace and debug records alike, as <c>debug</c>.
    /// </param>
    public ILogger CreateLogger(string category, LogLevel minimumLevel = LogLevel.Information)
    {
        ArgumentNullException.ThrowIfNull(category);
        return _runtime.CreateLogger(category, minimumLevel);
    }

    /// <summary>
    /// Asks the daemon to stop, as SIGTERM does: <see cref="Stopping"/> is cancelled, and the daemon exits when its method has returned.
    /// Unlike <see cref="Environment.Exit"/>, this method returns at once, and the daemon cleans up before it exits.
    /// </summary>
    /// <param name="exitCode">
    /// The exit code of the daemon, 0 to 255. A value other than 0 is a failure that a supervisor may act on.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exitCode"/> is not in the range 0 to 255.</exception>
    public void RequestStop(int exitCode = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exitCode);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exitCode, byte.MaxValue);
        _runtime.RequestStop(exitCode, ending: null);
    }

    /// <summary>Whether the daemon has shards, one of which this tick is of.</summary>
    internal bool HasShards => _runtime.Shards > 0;

    /// <summary>How often the method was called again for this tick, after failures.</summary>
    internal long Retries { get; set; }

    /// <summary>Whether a stop has cancelled the tick before its end.</summary>
    internal bool IsCutShort { get; set; }

    /// <summary>Asks the daemon to stop. The status reports <paramref name="ending"/> as the reason.</summary>
    internal void RequestStopWith(int exitCode, string ending) => _runtime.RequestStop(exitCode, ending);

    /// <summary>
    /// Reports that the daemon is ready, upon which <c>start</c> returns. Required with <see cref="ReadyMode.Manual"/>: a method that ends
    /// before this call has failed to start. Further calls have no effect.
    /// </summary>
    public void NotifyReady() => _runtime.NotifyReady();

    /// <summary>Sets the line that <c>status</c> shows as the daemon's current activity, until the next call.</summary>
    /// <param name="text">One line; null to show none.</param>
    public void Report(string? text) => _runtime.Report(text);
}
