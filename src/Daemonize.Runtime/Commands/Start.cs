using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform.Linux;
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
        while (_lock is null)
        {
            var sighting = Sighting.Of(_instance.LockFile);
            switch (sighting.State)
            {
                case SightingState.Running:
                    return new StartOutcome(sighting.Record!.Value.Pid, WasRunning: true);
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

            Thread.Sleep(InstanceLock.LookAgain);
        }

        return Conclude(Handoff.Receive(_handoff!, _deadline));
    }

    private string Timeout => Duration.Format(_instance.Settings.StartTimeout);

    private void TryLaunch()
    {
        Confinement.Check(_instance);
        KeptDescriptors.Check(_instance.Settings);
        _lock = InstanceLock.TryAcquire(_instance.LockFile, _instance.FileOwner);
        if (_lock is null)
        {
            return;
        }

        _lock.ClearRecord();
        StartCheck.CheckPaths(_instance);

        Launch();
    }

    private void Launch()
    {
        using var output = LogTargets.Open(_instance.LogFile, _instance).MoveOutOfTheWay();
        using var error = _instance.ErrorFile == _instance.LogFile ? null : LogTargets.Open(_instance.ErrorFile, _instance).MoveOutOfTheWay();
        OtherUsersFiles.Prepare(_instance);
        OtherUsersFiles.GiveLogs(_instance, output, error);
        var errorNumber = (error ?? output).Number;
        _logStart = FileFacts.TryRead(errorNumber, out var facts, out _) ? facts.Size : 0;
        using var input = OpenNull();
        var (receiver, sender) = CreatePipe();
        using (sender)
        {
            _handoff = receiver;

            // Each at the place that StageDescriptors gives it.
            ReadOnlySpan<int> descriptors = stackalloc int[] { input.Number, output.Number, errorNumber, sender.Number, _lock!.DescriptorNumber };
            var image = ProgramImage.Of([SessionStage.Verb, _instance.Name, .. _instance.StageArguments], _instance.Variables);
            _sessionPid = Spawner.Spawn(image, descriptors, inNewSession: true);
        }
    }

    private StartOutcome Conclude(HandoffOutcome outcome)
    {
        if (outcome.Result == HandoffResult.Ready)
        {
            _ = Reap(_sessionPid);
            return new StartOutcome(outcome.Pid, WasRunning: false);
        }

        if (outcome.Result == HandoffResult.TimedOut)
        {
            // Our own child, not yet waited for: its number cannot be anybody else's.
            _ = Libc.kill(_sessionPid, Libc.SIGKILL);
        }

        var sessionEnd = Reap(_sessionPid);
        Session.Kill(_sessionPid);
        var end = outcome.Pid > 1 ? Reap(outcome.Pid) : sessionEnd;

        // The lock is still ours.
        PidFile.TryRemoveStale(_instance.PidFile, _instance.FileOwner);
        OtherUsersFiles.Remove(_instance);
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

    /// <summary>How a child ended. Orphans of the session are children too, where this process is their subreaper.</summary>
    private static unsafe string Reap(int pid)
    {
        int status;
        while (Libc.waitpid(pid, &status, 0) < 0)
        {
            if (Errno.Last != Libc.EINTR)
            {
                return "ended";
            }
        }

        // wait(2): the low seven bits are the signal that killed it, the next byte the exit code.
        return (status & 0x7f) is not 0 and var signal ? $"was killed by signal {signal}" : $"exited with code {status >> 8}";
    }

    private static Descriptor OpenNull()
    {
        var number = Libc.open("/dev/null", Libc.O_RDWR | Libc.O_CLOEXEC, 0);
        return number >= 0 ? new Descriptor(number).MoveOutOfTheWay() : throw Errno.Exception("open /dev/null", Errno.Last);
    }

    private static unsafe (Descriptor Receiver, Descriptor Sender) CreatePipe()
    {
        var ends = stackalloc int[2];
        if (Libc.pipe2(ends, Libc.O_CLOEXEC) != 0)
        {
            throw Errno.Exception("create a pipe", Errno.Last);
        }

        return (new Descriptor(ends[0]).MoveOutOfTheWay(), new Descriptor(ends[1]).MoveOutOfTheWay());
    }
}

/// <summary>A daemon that is ready.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="WasRunning">Whether it ran already, or another command was quicker.</param>
internal readonly record struct StartOutcome(int Pid, bool WasRunning);
