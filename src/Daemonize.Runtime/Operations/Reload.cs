using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>
/// Makes a daemon reopen its logs and call OnReload (SIGHUP), and waits until it has. Split in two steps, so several daemons can reload at
/// the same time.
/// </summary>
internal sealed class Reload : IDisposable
{
    private readonly AnswerWait _answer;

    private Reload(AnswerWait answer) => _answer = answer;

    /// <summary>Finds the daemon, verifies it, and sends the signal.</summary>
    public static Reload Begin(DaemonInstance instance, TimeSpan? timeout, CancellationToken cancellationToken = default)
    {
        var daemon = RunningDaemon.Require(instance, "reload", cancellationToken);
        if (daemon.Record.SessionId == 0 && daemon.Process.HasTerminal)
        {
            daemon.Dispose();
            throw new DaemonException(
                $"cannot reload {instance.Name} (pid {daemon.Process.Pid}): it runs in a terminal, where SIGHUP means that the terminal " +
                "has gone and ends it");
        }

        var reload = new Reload(new AnswerWait(instance, daemon, timeout ?? instance.Settings.StartTimeout, cancellationToken));
        daemon.Signal(SignalNumber.HangUp);
        return reload;
    }

    /// <summary>Waits until the daemon has reported the result.</summary>
    public ReloadOutcome Complete()
    {
        var before = _answer.Before?.Reloads ?? 0;
        var status =
            _answer.Complete(status => status.Reloads > before, "reloaded", "goes on trying", "ended while it reloaded");
        return new ReloadOutcome(
            _answer.Daemon.Process.Pid, status is not null,
            status?.ReloadError is { } error ? OneLine.From(error, OneLine.Long) : null)
        {
            IsInForeground = _answer.Daemon.Record.SessionId == 0,
        };
    }

    public void Dispose() => _answer.Dispose();
}

/// <summary>The result of a reload.</summary>
/// <param name="Pid">The process id of the daemon.</param>
/// <param name="IsKnown">Whether the daemon's status file could be read.</param>
/// <param name="Error">Why the reload failed; null if it succeeded or is not known.</param>
internal readonly record struct ReloadOutcome(int Pid, bool IsKnown, string? Error)
{
    /// <summary>Whether the daemon runs in the foreground, where the log is the stream of a terminal or a supervisor.</summary>
    public bool IsInForeground { get; init; }
}
