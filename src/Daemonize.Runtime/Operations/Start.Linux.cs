using Daemonize.Identity;
using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Reporting;

namespace Daemonize.Operations;

/// <summary>
/// The command's side of a start: takes the lock, starts the daemon's process, and waits until the daemon is ready. Split in two steps, so
/// several daemons can start at the same time.
/// </summary>
internal sealed class Start : IDisposable
{
    private readonly DaemonInstance _instance;
    private readonly Cancellation _cancellation;
    private readonly Deadline _deadline;
    private InstanceLock? _lock;
    private Launcher? _launcher;

    private Start(DaemonInstance instance, CancellationToken cancellationToken)
    {
        _instance = instance;
        _cancellation = new Cancellation(cancellationToken);
        _deadline = new Deadline(instance.Settings.StartTimeout, _cancellation);
    }

    /// <summary>Takes the lock and, if it was free, launches the daemon. Throws before anything runs if it cannot.</summary>
    /// <param name="instance">The instance to start.</param>
    /// <param name="removed">The search for daemons without a lock file, shared by all starts of a verb.</param>
    /// <param name="cancellationToken">Ends the wait for the daemon, and the daemon.</param>
    public static Start Begin(DaemonInstance instance, RemovedLocks removed, CancellationToken cancellationToken = default)
    {
        var start = new Start(instance, cancellationToken);
        try
        {
            start.TryLaunch(removed);
            return start;
        }
        catch
        {
            start.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _lock?.Dispose();
        _launcher?.Dispose();
        _cancellation.Dispose();
    }

    /// <summary>
    /// Waits until the daemon is ready, or one that another command has started. Throws if there is none in the end; then nothing is left
    /// behind.
    /// </summary>
    public StartOutcome Complete()
    {
        int? hurried = null;
        while (_lock is null)
        {
            var probe = LockProbe.FindSteady(_instance.LockFile);
            if (probe.FindOther(_instance.Owner) is { } other)
            {
                throw OtherDaemon.Refuse(_instance, "start", other, probe.Record!.Value.Pid, "; choose another PidFile");
            }

            switch (probe.State)
            {
                case LockState.Running or LockState.Hidden:
                    return new StartOutcome(
                        probe.Record!.Value.Pid, WasRunning: hurried is null)
                    { IsHidden = probe.State == LockState.Hidden };
                case LockState.Waiting:
                    hurried ??= Hurry(probe);
                    CheckWait(probe.Record!.Value.Wait!.Value, hurried);
                    break;
                case LockState.Free:
                    // The other command's start failed: launch here.
                    TryLaunch(new RemovedLocks());
                    continue;
                case LockState.Unknown:
                    throw probe.Problem!;
            }

            _cancellation.ThrowIfRequested();
            if (_deadline.HasPassed)
            {
                throw new DaemonException($"{_instance.Name} is being started by another command and is not ready within {Timeout}");
            }

            // Neither the release of the lock nor the writing of the record sends an event.
            Thread.Sleep(InstanceLock.LookAgain);
        }

        return Conclude(Receive());
    }

    /// <summary>
    /// Receives the result of the start. On failure nothing is left behind, whatever the reason: the daemon may have become ready although
    /// this process cannot hear it.
    /// </summary>
    private HandoffOutcome Receive()
    {
        try
        {
            return _launcher!.Receive(_deadline);
        }
        catch
        {
            _launcher!.Kill();
            _ = _launcher.EndAll(default);
            throw;
        }
    }

    /// <summary>
    /// Makes the watcher start the daemon now, and gives the number of that restart; null if the watcher is already starting it.
    /// </summary>
    private static int? Hurry(LockProbe probe)
    {
        if (DaemonProcess.TryOpen(probe.Record!.Value, probe.LockFile) is not { } watcher)
        {
            return null;
        }

        using (watcher)
        {
            return watcher.Signal(SignalNumber.User1) ? probe.Record.Value.Wait!.Value.Restart : null;
        }
    }

    /// <summary>Throws if the restart has failed and the watcher waits for the next one.</summary>
    private void CheckWait(RestartWait wait, int? hurried)
    {
        if (wait.Restart > hurried)
        {
            throw new DaemonException(
                $"cannot start {_instance.Name}: the restart has failed, because it {wait.End}; its watcher tries again, 'logs " +
                $"{_instance.Name}' tells why");
        }
    }

    private string Timeout => Duration.Format(_instance.Settings.StartTimeout);

    private void TryLaunch(RemovedLocks removed)
    {
        PrivilegeDrop.Check(_instance);
        KeptDescriptors.Check(_instance.Settings);
        ProcessLimits.CheckRange(_instance.Settings);
        DaemonProcess.CheckSupport(_instance.Name);
        _instance.CreateRuntimeDirectory();
        _lock = InstanceLock.TryAcquire(_instance.LockFile, _instance.FileOwner);
        if (_lock is null)
        {
            return;
        }

        // Clear it at once: another command must not take the previous daemon for the holder of the lock.
        var last = _lock.ReadRecord();
        _lock.ClearRecord();
        if (removed.Find(_instance.LockFile, last) is not null)
        {
            // That daemon recreates its lock file as soon as this lock is released.
            _lock.Dispose();
            _lock = null;
            return;
        }

        LeftDiagnosticFiles.RemoveOf(last, _instance);
        StartCheck.CheckPaths(_instance);
        _launcher = Launcher.Launch(_instance, _lock);
    }

    private StartOutcome Conclude(HandoffOutcome outcome)
    {
        if (outcome.Result == HandoffResult.Ready)
        {
            _ = _launcher!.Reap();
            return new StartOutcome(outcome.Pid, WasRunning: false);
        }

        if (outcome.Result == HandoffResult.TimedOut)
        {
            _launcher!.Kill();
        }

        var death = _launcher!.EndAll(outcome);
        var end = death?.ToString() ?? "ended";
        StatusFile.TellFailedStart(_instance, _lock!.ReadRecord(), outcome.Result switch
        {
            HandoffResult.Failed =>
                new DaemonExit
                {
                    ExitCode = outcome.ExitCode,
                    Reason = $"could not start: {outcome.Text}",
                    EndedAt = DateTimeOffset.UtcNow
                },
            HandoffResult.TimedOut =>
                new DaemonExit
                {
                    Reason = $"was not ready within {Timeout} (StartTimeout) and was killed",
                    EndedAt = DateTimeOffset.UtcNow
                },
            _ => new DaemonExit { ExitCode = death?.ExitCode, Reason = $"{end} before it was ready", EndedAt = DateTimeOffset.UtcNow },
        });
        if (outcome.Result == HandoffResult.TimedOut)
        {
            _cancellation.ThrowIfRequested();
        }

        throw outcome.Result switch
        {
            HandoffResult.Failed => new DaemonException($"cannot start {_instance.Name}: {outcome.Text}", outcome.ExitCode),
            HandoffResult.TimedOut =>
                new DaemonException(
                    $"{_instance.Name} was not ready within {Timeout} (StartTimeout) and was killed{WhereToLook(out var lines)}",
                    lines: lines),
            _ => new DaemonException($"{_instance.Name} {end} before it was ready{WhereToLook(out var lines)}", lines: lines),
        };
    }

    /// <summary>Gets where to look for the reason. The end of the daemon's log, if it has one, is shown below the message.</summary>
    private string WhereToLook(out string lines)
    {
        var log = _instance.ErrorFile;
        lines = LogTarget.IsFile(log) ? LogFile.Tail(log, _launcher!.LogStart) : "";
        return lines.Length > 0 ? $"; its log {log} ends with:"
            : LogTarget.IsFile(log) ? $"; its log {log} says nothing"
            : log == LogTarget.Null ? "; it has no log"
            : $"; look for {_instance.SyslogName} in the {log}";
    }
}

/// <summary>The result of a start: a daemon that is ready.</summary>
/// <param name="Pid">The process id of the daemon.</param>
/// <param name="WasRunning">Whether the daemon already ran, or another command started it.</param>
internal readonly record struct StartOutcome(int Pid, bool WasRunning)
{
    /// <summary>Whether the daemon's process is not visible from here.</summary>
    public bool IsHidden { get; init; }
}
