using System.Diagnostics.CodeAnalysis;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Scheduling;
using Daemonize.Stages;
using Microsoft.Extensions.Logging;

namespace Daemonize;

/// <summary>What a daemon method may know about the daemon that it runs in, and about this tick of it. Each tick has a separate one.</summary>
public sealed class DaemonContext
{
    private readonly DaemonRuntime _link;

    internal DaemonContext(DaemonRuntime link, long tick, DateTimeOffset scheduledAt, DateTimeOffset startedAt, TimeSpan late)
    {
        _link = link;
        Tick = tick;
        ScheduledAt = scheduledAt;
        StartedAt = startedAt;
        Late = late;
    }

    /// <summary>The daemon's name, as on the command line, without the number of an instance.</summary>
    public string Name => _link.Name;

    /// <summary>The process id of the daemon.</summary>
    public int Pid { get; } = Environment.ProcessId;

    /// <summary>Which of the daemon's instances this is, from 1 to <see cref="Instances"/>; 1 where there is but one.</summary>
    public int Instance => _link.Instance;

    /// <summary>
    /// How many instances there are. A second <c>start --instances</c> may change it while the daemon runs: read it again for each piece of work that is to be
    /// shared out, such as <c>id % Instances == Instance - 1</c>.
    /// </summary>
    public int Instances => _link.Instances;

    /// <summary>The number of this tick, from 1; 1 in a method that runs once, and 0 in callbacks that belong to no tick.</summary>
    public long Tick { get; }

    /// <summary>The slot that this tick belongs to, without <see cref="DaemonAttribute.Jitter"/>: when it should have begun.</summary>
    public DateTimeOffset ScheduledAt { get; }

    /// <summary>When this tick began. It is never before <see cref="ScheduledAt"/>, as long as nobody sets the wall clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>How long after its slot, and the jitter that was drawn for it, this tick began, by the clock of the schedule: zero or more.</summary>
    public TimeSpan Late { get; }

    /// <summary>How many slots have had no tick of their own so far: see <see cref="Overlap"/> and <see cref="Missed"/>.</summary>
    public long Skipped => _link.Progress.Skipped;

    /// <summary>How many ticks have failed so far, retries apart, and how many results could not be handled.</summary>
    public long Failed => _link.Progress.Failed;

    /// <summary>
    /// A directory in which the program may keep what outlives its daemons: <c>$STATE_DIRECTORY</c>, which systemd sets (systemd.exec(5)), else
    /// <c>/var/lib/app</c> for root, else <c>$XDG_STATE_HOME/app</c> (<c>~/.local/state/app</c>), with the program's name in small letters for <c>app</c>. It is
    /// the same for all daemons and instances of the program, and is made where it is not yet there.
    /// </summary>
    /// <exception cref="DaemonException">It cannot be made: a daemon that root has started as another user, say, may not write to <c>/var/lib</c>.</exception>
    public string StateDirectory => Directories.StateDirectory(_link.Program!);

    /// <summary>
    /// Whether there is no daemon: a tool has called the program's entry point to get the host that the method builds, such as a test with
    /// <c>WebApplicationFactory</c>, <c>dotnet ef</c>, or the build for its OpenAPI document. The method may leave out what only a daemon needs.
    /// </summary>
    public bool IsInTool => _link.IsInTool;

    /// <summary>
    /// Cancelled when the daemon is asked to stop. It has <see cref="DaemonAttribute.StopTimeout"/> from then on. The token that a method takes for a parameter is
    /// cancelled then too, and when the tick exceeds <see cref="DaemonAttribute.Timeout"/> or is replaced (<see cref="Overlap.Replace"/>).
    /// </summary>
    public CancellationToken Stopping => _link.Stop.Token;

    /// <summary>How long the daemon has from the moment that <see cref="Stopping"/> is cancelled: see <see cref="DaemonAttribute.StopTimeout"/>.</summary>
    public TimeSpan StopTimeout => _link.StopTimeout;

    /// <summary>Writes to the daemon's log, a line a record; in the foreground, to standard error.</summary>
    public ILogger Logger => _link.Logger;

    /// <summary>Makes a logger that writes to the daemon's log as <see cref="Logger"/> does, with its own name.</summary>
    /// <param name="category">What stands before its messages, where <see cref="Logger"/> has the daemon's name.</param>
    /// <param name="least">The least level that it writes. Trace and debug are one in the log: <c>debug</c>.</param>
    [SuppressMessage("Performance", "CA1822", Justification = "The log is the daemon's, although a process has but one.")]
    public ILogger CreateLogger(string category, LogLevel least = LogLevel.Information)
    {
        ArgumentNullException.ThrowIfNull(category);
        return new DaemonLogger(category, least);
    }

    /// <summary>
    /// Asks the daemon to stop, as SIGTERM does: <see cref="Stopping"/> is cancelled, and the daemon exits when its method has returned. Unlike
    /// <see cref="Environment.Exit"/> it returns at once, and everything is tidied up.
    /// </summary>
    /// <param name="exitCode">What the daemon exits with, 0 to 255. Anything but 0 is a failure, upon which a supervisor may act.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exitCode"/> is not 0 to 255.</exception>
    public void RequestStop(int exitCode = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exitCode);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exitCode, byte.MaxValue);
        _link.Stop.Request(StopReason.Requested, exitCode);
    }

    /// <summary>Asks the daemon to stop, with what the status says of the end.</summary>
    internal void RequestStopWith(int exitCode, string ending) => _link.Stop.Request(StopReason.Requested, exitCode, ending);

    /// <summary>
    /// Says that the daemon is ready, so that <c>start</c> returns. For <see cref="Ready.Manual"/>; a daemon that is ready already stays so. A method that ends
    /// before it has called this has failed to start.
    /// </summary>
    public void NotifyReady() => _link.Readiness.Notify();

    /// <summary>Says what the daemon is at, as one line that <c>status</c> shows until the next one; null for nothing.</summary>
    public void Report(string? text) => _link.Progress.Report = text;
}
