using System.Diagnostics;
using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Launch;
using Daemonize.Options;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>
/// Ends a daemon: SIGTERM, StopTimeout, SIGKILL, then the rest of its session. Split in two steps, so several daemons can stop at the same
/// time.
/// </summary>
internal sealed class Stop : IDisposable
{
    /// <summary>The first wait, too short to be noticed.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(50);

    private readonly DaemonInstance _instance;
    private readonly StopOrder _order;
    private readonly RunningDaemon? _daemon;
    private readonly Cancellation _cancellation;
    private readonly DiagnosticFiles? _diagnosticFiles;
    private readonly long _beginning = Stopwatch.GetTimestamp();

    /// <summary>The user whose files may be removed in addition to the caller's: the user that the daemon runs as.</summary>
    private readonly uint? _owner;

    private Stop(
        DaemonInstance instance, StopOrder order, RunningDaemon? daemon, DiagnosticFiles? files, CancellationToken cancellationToken)
    {
        _instance = instance;
        _order = order;
        _daemon = daemon;
        _diagnosticFiles = files;
        _owner = daemon is not null && ThisProcess.IsRoot ? ProcessTable.TryReadOwner(daemon.Process.Pid) : instance.FileOwner;
        _cancellation = new Cancellation(cancellationToken);
    }

    /// <summary>Finds the daemon, verifies it, and sends its signal.</summary>
    public static Stop Begin(DaemonInstance instance, StopOrder order, CancellationToken cancellationToken = default)
    {
        var daemon = RunningDaemon.Find(instance, "stop", cancellationToken);

        // Find them now: after the end of the daemon, their paths cannot be determined.
        var files = daemon is null ? null : DiagnosticFiles.Of(daemon.Process.Pid);
        daemon?.EndWatcher();
        daemon?.Signal(order.Signal);
        if (daemon is { Process.MayBeSuspended: true })
        {
            // A suspended daemon would never handle the signal.
            daemon.Signal(SignalNumber.Continue);
        }

        return new Stop(instance, order, daemon, files, cancellationToken);
    }

    /// <summary>Throws for a daemon of another user, as a stop would, but sends nothing.</summary>
    public static void CheckPermission(DaemonInstance instance)
    {
        using var daemon = RunningDaemon.Find(instance, "stop", CancellationToken.None);
        daemon?.CheckPermission();
    }

    /// <summary>Waits for the end of the daemon, and kills it after the timeout.</summary>
    public StopOutcome Complete()
    {
        if (_daemon is null)
        {
            return RemoveStalePidFile();
        }

        // Most daemons end at once, and then the timeout need not be determined.
        var (process, timeout) = (_daemon.Process, AtOnce);
        var isLate =
            !_order.Kills && !process.WaitForEnd(new Deadline(AtOnce, _cancellation)) && !process.WaitForEnd(FindDeadline(out timeout));
        if (isLate)
        {
            _cancellation.ThrowIfRequested();
            process.Signal(SignalNumber.Kill);
        }

        if ((isLate || _order.Kills) && !process.WaitForEnd(new Deadline(RunningDaemon.Dying)))
        {
            throw new DaemonException(
                $"{_instance.Name} (pid {process.Pid}) does not end after SIGKILL; it may wait for a disk or the network");
        }

        if (isLate || _order.Kills)
        {
            var fate = _order.Kills ? "killed by stop --kill" : $"killed, because it {LateStop.Describe(Limit(timeout))}";
            StatusFile.TellEnd(
                StatusFile.PathOf(_instance.PidFile), _daemon.Record, _owner,
                new DaemonExit { Reason = fate, EndedAt = DateTimeOffset.UtcNow });
        }

        _diagnosticFiles?.Remove(_instance);
        var rest = _daemon.Record.SessionId is not 0 and var session ? Session.End(session) : 0;
        if (_daemon.IsWaiting)
        {
            ForgetWait();
        }

        _ = RemoveStalePidFile();
        return new StopOutcome(
            process.Pid, isLate ? $"{Limit(timeout)} and was killed"
                : timeout == AtOnce ? null : FindSurrender(), rest,
            null)
        { WasWaiting = _daemon.IsWaiting };
    }

    /// <summary>
    /// Gets how the daemon ended itself after its own StopTimeout, which happens if this command's timeout is longer; null otherwise.
    /// </summary>
    private string? FindSurrender() =>
        LateStop.LimitIn(StatusFile.TryReadLast(StatusFile.PathOf(_instance.PidFile), _owner, _daemon!.Record)?.Exit?.Reason) is { } limit
            ? $"{limit} and ended itself"
            : null;

    public void Dispose()
    {
        _daemon?.Dispose();
        _cancellation.Dispose();
    }

    /// <summary>Formats how long the daemon had, and which setting that was.</summary>
    private string Limit(TimeSpan timeout) =>
        $"{Duration.Format(timeout)} ({(_order.Timeout is null ? "StopTimeout" : "--" + KnownOptions.Timeout)})";

    private Deadline FindDeadline(out TimeSpan timeout)
    {
        timeout = _order.Timeout ?? TimeoutOf(_instance);
        return new Deadline(timeout - Stopwatch.GetElapsedTime(_beginning), _cancellation);
    }

    /// <summary>Gets the timeout of this command, otherwise the one that the daemon was started with, otherwise the attribute's.</summary>
    private static TimeSpan TimeoutOf(DaemonInstance instance)
    {
        var given = new SuppliedOptions();
        given.AddMissing(instance.Given);
        try
        {
            given.AddMissing(RunningOptions.Read(instance));
            return new Settings(instance.Definition, instance.Program, given).StopTimeout;
        }
        catch (DaemonException)
        {
            // Another version of the program, with options that this one does not know, can still be stopped, and an invalid variable does
            // not prevent a stop.
            return instance.Given.Argument(Setting.StopTimeout.Name) is null
                ? instance.Definition.Get(Setting.StopTimeout)
                : instance.Settings.StopTimeout;
        }
    }

    /// <summary>Clears the record of a waiting watcher that has been ended.</summary>
    private void ForgetWait()
    {
        if (FileStat.TryReadLink(_instance.LockFile, out _, out _))
        {
            using var held = InstanceLock.TryAcquire(_instance.LockFile, _owner);
            held?.ClearRecord();
        }
    }

    /// <summary>Removes a pid file that the daemon could not remove itself, unless a new daemon has the lock by now.</summary>
    private StopOutcome RemoveStalePidFile()
    {
        var found = PidFileText.Read(_instance.PidFile);
        if (!found.Exists)
        {
            return default;
        }

        try
        {
            using var held = InstanceLock.TryAcquire(_instance.LockFile, _owner);
            if (held is null)
            {
                return default;
            }

            LeftDiagnosticFiles.RemoveOf(held.ReadRecord(), _instance);
            held.ClearRecord();
            return Stale(PidFile.TryRemoveStale(_instance.PidFile, _owner) ? "removed" : "left as it is");
        }
        catch (DaemonException exception) when (exception.ExitCode != DaemonExitCode.NoPermission)
        {
            // Nothing runs any more, so the stop succeeded. The files of another user stay.
            return Stale("left as it is");
        }

        StopOutcome Stale(string fate) =>
            default(StopOutcome) with { Stale = OneLine.Whole($"{_instance.PidFile} {found.Description}; {fate}") };
    }
}

/// <summary>The result of a stop.</summary>
/// <param name="Pid">The process id of the daemon that was ended; 0 if none ran.</param>
/// <param name="Late">The timeout within which the daemon did not end, and how it ended then; null if it ended in time.</param>
/// <param name="Rest">The number of other processes of the session that were ended.</param>
/// <param name="Stale">The file that was found at the pid file's path although no daemon ran, and whether it was removed; null if there was
/// none.</param>
internal readonly record struct StopOutcome(int Pid, string? Late, int Rest, string? Stale)
{
    /// <summary>
    /// Whether no daemon ran, but its watcher was about to start one; <see cref="Pid"/> is then the watcher's process id.
    /// </summary>
    public bool WasWaiting { get; init; }
}
