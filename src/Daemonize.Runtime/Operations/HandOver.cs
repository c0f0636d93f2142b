using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>
/// Asks a daemon to leave the lead of its cluster to another process, and waits until it has. Split in two steps, as <see cref="Tick"/> is.
/// </summary>
internal sealed class HandOver : IDisposable
{
    private readonly AnswerWait _answer;

    private HandOver(AnswerWait answer) => _answer = answer;

    /// <summary>Finds the daemon, verifies it, and sends the signal that it has chosen for a handover.</summary>
    public static HandOver Begin(DaemonInstance instance, TimeSpan? timeout, CancellationToken cancellationToken = default)
    {
        var daemon = RunningDaemon.Require(instance, "hand over", cancellationToken);

        // Another user cannot read the status file either, and gets the reason for both.
        daemon.CheckPermission();
        var handOver = new HandOver(new AnswerWait(instance, daemon, timeout ?? instance.Settings.StartTimeout, cancellationToken));
        if (FindObstacle(daemon, handOver._answer.Before) is { } obstacle)
        {
            handOver.Dispose();
            throw new DaemonException($"cannot hand over {instance.Name} (pid {daemon.Process.Pid}): {obstacle}");
        }

        daemon.Signal(handOver._answer.Before!.HandOverSignal!.Value);
        return handOver;
    }

    /// <summary>Waits until the daemon has answered: if it leads, when its tick has ended and its lease is released.</summary>
    public HandOverOutcome Complete()
    {
        var before = _answer.Before!.HandOverAnswer?.Number ?? 0;
        var answer =
            _answer.Complete(
                status => status.HandOverAnswer?.Number > before, "handed over", "does so when its tick has ended",
                "ended before it handed over")?.HandOverAnswer;
        return new HandOverOutcome(_answer.Daemon.Process.Pid, answer?.IsAccepted, OneLine.From(answer?.Text ?? ""));
    }

    public void Dispose() => _answer.Dispose();

    /// <summary>
    /// Gets why the daemon cannot be asked now, and what to do; null if it can. A signal that it does not expect would end it.
    /// </summary>
    private static string? FindObstacle(RunningDaemon daemon, StatusText? status) =>
        ProcessTable.TryReadStat(daemon.Process.Pid) is { State: 'T' }
            ? $"it is suspended; continue it with 'kill -CONT {daemon.Process.Pid}'"
        : status is null ? "its status file cannot be read, which names the signal; stop it, and its successor ticks at the next slot"
        : status.Stopping || status.Exit is not null ? "it is stopping"
        : status.HandOverSignal is >= SignalName.FirstFreeRealTime and <= SignalName.Last ? null
        : status.Cluster is null ? "it shares no schedule: it runs a single tick, by 'once', or an older version of the program"
        : "no signal is free for the request; stop it, and its successor ticks at the next slot";
}

/// <summary>The answer to a request to hand over.</summary>
/// <param name="Pid">The process id of the daemon.</param>
/// <param name="IsAccepted">Whether the process led, and does not any more; null if the answer cannot be read.</param>
/// <param name="Text">Who leads now, or why there was no handover.</param>
internal readonly record struct HandOverOutcome(int Pid, bool? IsAccepted, string Text);
