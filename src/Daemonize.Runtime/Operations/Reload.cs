using System.Diagnostics;
using Daemonize.Arguments;
using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>
/// Makes a daemon reopen its logs and call OnReload (SIGHUP), and waits until it has: the daemon counts its reloads in the status file.
/// Split in two steps, so several daemons can reload at the same time.
/// </summary>
internal sealed class Reload : IDisposable
{
    /// <summary>
    /// How long a removed status file may be missing: longer than the daemon's <see cref="Lifetime.FileKeeper"/> needs to recreate it.
    /// </summary>
    private static readonly TimeSpan Removed = TimeSpan.FromSeconds(5);

    private readonly DaemonInstance _instance;
    private readonly RunningDaemon _daemon;
    private readonly TimeSpan _timeout;
    private readonly Cancellation _cancellation;
    private readonly DirectoryWatch _changes;
    private readonly string _statusFile;
    private readonly long _before;
    private readonly long _beginning = Stopwatch.GetTimestamp();

    private Reload(DaemonInstance instance, RunningDaemon daemon, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _instance = instance;
        _daemon = daemon;
        _timeout = timeout;
        _cancellation = new Cancellation(cancellationToken);
        _statusFile = StatusFile.PathOf(instance.PidFile);
        _changes = new DirectoryWatch([_statusFile]);
        _before = CountReloads();
    }

    /// <summary>Finds the daemon, verifies it, and sends the signal.</summary>
    public static Reload Begin(DaemonInstance instance, TimeSpan? timeout, CancellationToken cancellationToken = default)
    {
        var daemon = RunningDaemon.Find(instance, "reload", cancellationToken)
            ?? throw new DaemonException($"{instance.Name} is not running; start it", DaemonExitCode.NotRunning);
        if (daemon.IsWaiting)
        {
            daemon.Dispose();
            throw new DaemonException(
                $"{instance.Name} is not running: it has ended, and its watcher is about to start it again", DaemonExitCode.NotRunning);
        }

        if (daemon.Record.SessionId == 0 && daemon.Process.HasTerminal)
        {
            daemon.Dispose();
            throw new DaemonException(
                $"cannot reload {instance.Name} (pid {daemon.Process.Pid}): it runs in a terminal, where SIGHUP means that the terminal " +
                "has gone and ends it");
        }

        var reload = new Reload(instance, daemon, timeout ?? instance.Settings.StartTimeout, cancellationToken);
        daemon.Signal(SignalNumber.HangUp);
        return reload;
    }

    /// <summary>Waits until the daemon has reported the result.</summary>
    public ReloadOutcome Complete()
    {
        var deadline = Deadline.TimestampIn(_timeout - Stopwatch.GetElapsedTime(_beginning));
        while (true)
        {
            var status = Look();
            if (status?.Reloads > _before)
            {
                return new ReloadOutcome(
                    _daemon.Process.Pid, IsKnown: true, status.ReloadError is null ? null : OneLine.From(status.ReloadError, OneLine.Long));
            }

            if (Stopwatch.GetTimestamp() >= deadline)
            {
                return status is null ? new ReloadOutcome(_daemon.Process.Pid, IsKnown: false, null) : throw TimedOut();
            }

            switch (_changes.Wait(deadline, _daemon.Process, _cancellation))
            {
                case WatchResult.ProcessEnded:
                    throw new DaemonException(
                        $"{_instance.Name} (pid {_daemon.Process.Pid}) ended while it reloaded; 'status {_instance.Name}' says how");
                case WatchResult.Cancelled:
                    _cancellation.ThrowIfRequested();
                    break;
            }
        }
    }

    public void Dispose()
    {
        _changes.Dispose();
        _daemon.Dispose();
        _cancellation.Dispose();
    }

    /// <summary>
    /// Gets the number of previous reloads. If the status file was removed, waits until the daemon writes it again: without it, any number
    /// would look new.
    /// </summary>
    private long CountReloads()
    {
        var deadline = Deadline.TimestampIn(Removed);
        while (true)
        {
            var status = Look();
            var isRemoved = status is null && !FileStat.TryReadLink(_statusFile, out _, out var error) && error.IsNotFound;
            if (!isRemoved || Stopwatch.GetTimestamp() >= deadline
                || _changes.Wait(deadline, _daemon.Process, _cancellation) == WatchResult.ProcessEnded)
            {
                return status?.Reloads ?? 0;
            }

            _cancellation.ThrowIfRequested();
        }
    }

    private StatusText? Look() => StatusFile.TryRead(_statusFile, _daemon.Record);

    private DaemonException TimedOut() =>
        new($"{_instance.Name} (pid {_daemon.Process.Pid}) has not reloaded within {Duration.Format(_timeout)} " +
            $"(--{KnownOptions.Timeout}); it goes on trying");
}

/// <summary>The result of a reload.</summary>
/// <param name="Pid">The process id of the daemon.</param>
/// <param name="IsKnown">Whether the daemon's status file could be read.</param>
/// <param name="Error">Why the reload failed; null if it succeeded or is not known.</param>
internal readonly record struct ReloadOutcome(int Pid, bool IsKnown, string? Error);
