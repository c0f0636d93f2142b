using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Stages;

namespace Daemonize.Commands;

/// <summary>
/// The command's side of a start: take the lock, start the session stage, wait until the daemon is ready. Split in two, so that several daemons can start at
/// the same time.
/// </summary>
internal sealed class Start : IDisposable
{
    private readonly DaemonInstance _instance;
    private readonly Cancellation _cancellation;
    private readonly Deadline _deadline;
    private InstanceLock? _lock;
    private Descriptor? _handoff;
    private int _sessionPid;
    private long _logStart;

    private Start(DaemonInstance instance, CancellationToken cancellationToken)
    {
        _instance = instance;
        _cancellation = new Cancellation(cancellationToken);
        _deadline = new Deadline(instance.Settings.StartTimeout, _cancellation);
    }

    /// <summary>Takes the lock and, where that was free, sets the daemon on its way. Throws before anything runs when it cannot.</summary>
    public static Start Begin(DaemonInstance instance, CancellationToken cancellationToken = default)
    {
        var start = new Start(instance, cancellationToken);
        try
        {
            start.TryLaunch();
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
        _handoff?.Dispose();
        _cancellation.Dispose();
    }

    /// <summary>Waits until the daemon is ready, or another one that was quicker. Throws when there is none in the end, and then nothing is left behind.</summary>
    public StartOutcome Complete()
    {
        int? hurried = null;
        while (_lock is null)
        {
            var sighting = Sighting.FindSteady(_instance.LockFile);
            if (sighting.FindOther(_instance) is { } other)
            {
                throw OtherDaemon.Refuse(_instance, "start", other, sighting.Record!.Value.Pid, "; choose another PidFile");
            }

            switch (sighting.State)
            {
                case SightingState.Running or SightingState.Hidden:
                    return new StartOutcome(sighting.Record!.Value.Pid, WasRunning: hurried is null) { IsHidden = sighting.State == SightingState.Hidden };
                case SightingState.Waiting:
                    hurried ??= Hurry(sighting);
                    CheckWait(sighting.Record!.Value.Wait!.Value, hurried);
                    break;
                case SightingState.Free:
                    // The other one failed: our turn.
                    TryLaunch();
                    continue;
                case SightingState.Unknown:
                    throw sighting.Problem!;
            }

            _cancellation.ThrowIfRequested();
            if (_deadline.HasPassed)
            {
                throw new DaemonException($"{_instance.Name} is being started by another command and is not ready within {Timeout}");
            }

            // The lock of another command sends no event when it is let go, and neither does a record that is written.
            Thread.Sleep(InstanceLock.LookAgain);
        }

        return Conclude(Receive());
    }

    /// <summary>A start that fails leaves nothing, whatever the reason: the daemon may have become ready although this process cannot hear it.</summary>
    private HandoffOutcome Receive()
    {
        try
        {
            return Handoff.Receive(_handoff!, _deadline);
        }
        catch
        {
            _ = Libc.kill(_sessionPid, Libc.SIGKILL);
            _ = EndAll(default);
            throw;
        }
    }

    /// <summary>Has the watcher start the daemon now, and gives the number of that restart; null when it does so already.</summary>
    private static int? Hurry(Sighting sighting)
    {
        if (DaemonProcess.TryOpen(sighting.Record!.Value, sighting.LockFile) is not { } watcher)
        {
            return null;
        }

        using (watcher)
        {
            return watcher.Signal(Libc.SIGUSR1) ? sighting.Record.Value.Wait!.Value.Restart : null;
        }
    }

    /// <summary>Throws when the restart has failed, and the watcher waits for the next.</summary>
    private void CheckWait(RestartWait wait, int? hurried)
    {
        if (wait.Restart > hurried)
        {
            throw new DaemonException($"cannot start {_instance.Name}: the restart has failed, for it {wait.End}; its watcher tries again, 'logs {_instance.Name}' tells why");
        }
    }

    private string Timeout => Duration.Format(_instance.Settings.StartTimeout);

    private void TryLaunch()
    {
        Confinement.Check(_instance);
        KeptDescriptors.Check(_instance.Settings);
        ProcessLimits.CheckRange(_instance.Settings);
        DaemonProcess.CheckSupport(_instance.Name);
        _instance.CreateRuntimeDirectory();
        _lock = InstanceLock.TryAcquire(_instance.LockFile, _instance.FileOwner);
        if (_lock is null)
        {
            return;
        }

        // At once: whoever looks at the lock from now on must not take the daemon before for one that holds it.
        var last = _lock.ReadRecord();
        _lock.ClearRecord();
        if (RemovedLock.Find(_instance.LockFile, last) is not null)
        {
            // It puts its lock file back as soon as ours is free.
            _lock.Dispose();
            _lock = null;
            return;
        }

        DiagnosticFiles.RemoveOf(last, _instance);
        StartCheck.CheckPaths(_instance);
        Launch();
    }

    private void Launch()
    {
        using var streams = DaemonStreams.Open(_instance);
        StatusFile.Remove(StatusFile.PathOf(_instance.PidFile), _instance.FileOwner);
        OtherUsersFiles.Prepare(_instance);
        OtherUsersFiles.GiveLogs(_instance, streams);
        _logStart = FileFacts.TryRead(streams.Error.Number, out var facts, out _) ? facts.Size : 0;
        var (receiver, sender) = Handoff.Open();
        using (sender)
        {
            _handoff = receiver;
            var image = ProgramImage.Of([SessionStage.Verb, _instance.Name, .. _instance.StageArguments], _instance.Variables);
            DiagnosticFiles.SwitchOff(image.Environment);
            _sessionPid = streams.Spawn(image, sender, _lock!.DescriptorNumber, inNewSession: true);
        }
    }

    private StartOutcome Conclude(HandoffOutcome outcome)
    {
        if (outcome.Result == HandoffResult.Ready)
        {
            _ = ProcessEnd.Reap(_sessionPid);
            return new StartOutcome(outcome.Pid, WasRunning: false);
        }

        if (outcome.Result == HandoffResult.TimedOut)
        {
            // Our own child, not yet waited for: its number cannot be anybody else's.
            _ = Libc.kill(_sessionPid, Libc.SIGKILL);
        }

        var death = EndAll(outcome);
        var end = death?.ToString() ?? "ended";
        StatusFile.TellFailedStart(_instance, _lock!.ReadRecord(), outcome.Result switch
        {
            HandoffResult.Failed => new ExitText(outcome.ExitCode, $"could not start: {outcome.Text}", DateTimeOffset.UtcNow),
            HandoffResult.TimedOut => new ExitText(null, $"was not ready within {Timeout} (StartTimeout) and was killed", DateTimeOffset.UtcNow),
            _ => new ExitText(death?.ExitCode, $"{end} before it was ready", DateTimeOffset.UtcNow),
        });
        if (outcome.Result == HandoffResult.TimedOut)
        {
            _cancellation.ThrowIfRequested();
        }

        throw outcome.Result switch
        {
            HandoffResult.Failed => new DaemonException($"cannot start {_instance.Name}: {outcome.Text}", outcome.ExitCode),
            HandoffResult.TimedOut => new DaemonException($"{_instance.Name} was not ready within {Timeout} (StartTimeout) and was killed{WhereToLook(out var lines)}", lines: lines),
            _ => new DaemonException($"{_instance.Name} {end} before it was ready{WhereToLook(out var lines)}", lines: lines),
        };
    }

    /// <summary>Ends what was started and removes what that has left. Gives how the daemon ended; null where nobody knows.</summary>
    private ProcessEnd? EndAll(HandoffOutcome outcome)
    {
        var sessionEnd = ProcessEnd.Reap(_sessionPid);
        var files = outcome.Pid > 1 ? DiagnosticFiles.Of(outcome.Pid) : null;
        Session.Kill(_sessionPid);

        // Orphans of the session are children too, where this process is their subreaper.
        var end = outcome.End ?? (outcome.Pid > 1 ? ProcessEnd.Reap(outcome.Pid) : sessionEnd);
        files?.Remove(_instance);

        // The lock is still ours.
        PidFile.TryRemoveStale(_instance.PidFile, _instance.FileOwner);
        return end;
    }

    /// <summary>What the daemon's own log says of its end comes below the message.</summary>
    private string WhereToLook(out string lines)
    {
        var log = _instance.ErrorFile;
        lines = LogTarget.IsFile(log) ? LogFile.Tail(log, _logStart) : "";
        return lines.Length > 0 ? $"; its log {log} ends with:"
            : LogTarget.IsFile(log) ? $"; its log {log} says nothing"
            : log == LogTarget.Null ? "; it has no log"
            : $"; look for {_instance.SyslogName} in the {log}";
    }
}

/// <summary>A daemon that is ready.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="WasRunning">Whether it ran already, or another command was quicker.</param>
internal readonly record struct StartOutcome(int Pid, bool WasRunning)
{
    /// <summary>Whether its process cannot be seen from here.</summary>
    public bool IsHidden { get; init; }
}
