using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Scheduling;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>
/// Asks a daemon to tick now, and waits for its answer: whether the tick begins, waits or is skipped. Split in two steps, so several
/// daemons can be asked at the same time.
/// </summary>
internal sealed class Tick : IDisposable
{
    private readonly AnswerWait _answer;

    private Tick(AnswerWait answer) => _answer = answer;

    /// <summary>Finds the daemon, verifies it, and sends the signal that it has chosen for a tick.</summary>
    public static Tick Begin(DaemonInstance instance, TimeSpan? timeout, CancellationToken cancellationToken = default)
    {
        var daemon = RunningDaemon.Require(instance, "tick", cancellationToken);

        // Another user cannot read the status file either, and gets the reason for both.
        daemon.CheckPermission();
        var tick = new Tick(new AnswerWait(instance, daemon, timeout ?? instance.Settings.StartTimeout, cancellationToken));
        if (FindObstacle(daemon, tick._answer.Before) is { } obstacle)
        {
            tick.Dispose();
            throw new DaemonException($"cannot tick {instance.Name} (pid {daemon.Process.Pid}): {obstacle}");
        }

        daemon.Signal(tick._answer.Before!.TickSignal!.Value);
        return tick;
    }

    /// <summary>Waits until the daemon has answered.</summary>
    public TickOutcome Complete()
    {
        var before = _answer.Before!.TickAnswers ?? TickAnswers.None;
        var answers =
            _answer.Complete(
                status => status.TickAnswers is { } now && (now.Accepted > before.Accepted || now.Refused > before.Refused),
                "answered", "may still tick", "ended before it answered")?.TickAnswers;
        var isAccepted = answers?.Accepted > before.Accepted;
        return new TickOutcome(
            _answer.Daemon.Process.Pid, answers is null ? null : isAccepted,
            OneLine.From((isAccepted ? answers!.LastAccepted : answers?.LastRefused) ?? ""));
    }

    public void Dispose() => _answer.Dispose();

    /// <summary>
    /// Gets why the daemon cannot tick now, and what to do; null if it can. A signal that it does not expect would end it.
    /// </summary>
    private static string? FindObstacle(RunningDaemon daemon, StatusText? status) =>
        ProcessTable.TryReadStat(daemon.Process.Pid) is { State: 'T' }
            ? $"it is suspended; continue it with 'kill -CONT {daemon.Process.Pid}'"
        : status is null
            ? $"its status file cannot be read, which names the signal; 'kill -USR1 {daemon.Process.Pid}' does it if the program does " +
                "not handle SIGUSR1"
        : status.Stopping || status.Exit is not null ? "it is stopping"
        : status.Ticks is null ? "it has no schedule, and its method runs once; give it an Interval, a Delay or a Cron"
        : status.TickSignal is SignalNumber.User1 or (>= SignalName.FirstFreeRealTime and <= SignalName.Last) ? null
        : "it runs a single tick, by 'once'";
}

/// <summary>The answer to a request to tick now.</summary>
/// <param name="Pid">The process id of the daemon.</param>
/// <param name="IsAccepted">Whether there is a tick, at once or later; null if the answer cannot be read.</param>
/// <param name="Text">What the daemon does, or why there is no tick.</param>
internal readonly record struct TickOutcome(int Pid, bool? IsAccepted, string Text);
