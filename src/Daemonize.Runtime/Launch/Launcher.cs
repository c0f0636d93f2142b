using Daemonize.Arguments;
using Daemonize.Identity;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Launch;

/// <summary>
/// Starts a daemon in a new session, receives the result of the start, and ends what a failed start leaves behind. The daemon or its
/// watcher is started by <see cref="DetachedSpawn"/>, or by the session stage where that is not possible.
/// </summary>
internal sealed class Launcher : IDisposable
{
    private readonly DaemonInstance _instance;
    private readonly Descriptor _handoff;
    private readonly DetachedSpawn? _spawn;
    private readonly int _sessionPid;

    private Launcher(DaemonInstance instance, Descriptor handoff, DetachedSpawn? spawn, int sessionPid, long logStart)
    {
        _instance = instance;
        _handoff = handoff;
        _spawn = spawn;
        _sessionPid = sessionPid;
        LogStart = logStart;
    }

    /// <summary>Gets the size that the log had before the start, in bytes; 0 if it is not a file.</summary>
    public long LogStart { get; }

    /// <summary>
    /// Makes orphans of the session children of this process. It learns how a daemon ended that never became ready, even if its
    /// caller ignores SIGCHLD. Only for a command: the process of a handle belongs to another program.
    /// </summary>
    public static void AdoptOrphans()
    {
        _ = Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        ChildProcess.KeepUntilReaped();
    }

    /// <summary>Starts the daemon or its watcher.</summary>
    /// <param name="instance">The instance to start.</param>
    /// <param name="held">The lock of the instance, which the daemon inherits.</param>
    public static Launcher Launch(DaemonInstance instance, InstanceLock held)
    {
        using var streams = DaemonStreams.Open(instance);
        StatusFile.Remove(StatusFile.PathOf(instance.PidFile), instance.FileOwner);
        FileOwnership.Prepare(instance);
        FileOwnership.GiveLogs(instance, streams);
        var logStart = FileStat.TryRead(streams.Error.Number, out var facts, out _) ? facts.Size : 0;
        var (receiver, sender) = Handoff.Open();
        using (sender)
        {
            try
            {
                var spawn = TrySpawn(instance, streams, sender, held.DescriptorNumber);
                var sessionPid = spawn?.LeaderPid ?? StartSessionStage(instance, streams, sender, held.DescriptorNumber);
                return new Launcher(instance, receiver, spawn, sessionPid, logStart);
            }
            catch
            {
                receiver.Dispose();
                throw;
            }
        }
    }

    /// <summary>
    /// Gets the variables of the stages. A daemon that runs as another user writes no card: it would be that user's, who cannot start this
    /// daemon, and the command writes one for root.
    /// </summary>
    private static List<NameValue> VariablesOf(DaemonInstance instance) =>
        instance.FileOwner is null ? instance.Variables : [.. instance.Variables, new(Directories.CardVariable, "off")];

    /// <summary>Waits for the result of the start. Throws if it cannot be received.</summary>
    public HandoffOutcome Receive(Deadline deadline)
    {
        var outcome = Handoff.Receive(_handoff, deadline);
        if (_spawn is null || outcome.Result != HandoffResult.Died)
        {
            return outcome;
        }

        return _spawn.Failure is { } failure
            ? new HandoffOutcome(HandoffResult.Failed, outcome.Pid, failure.ExitCode, failure.Message)
            : outcome;
    }

    /// <summary>Waits for the end of the session stage, which exits as soon as the daemon runs. Without one there is no wait.</summary>
    public ProcessEnd? Reap() => _spawn is null ? ChildProcess.Reap(_sessionPid) : null;

    /// <summary>Kills the session stage. It is not reaped yet, so no other process can have its number.</summary>
    public void Kill()
    {
        if (_spawn is null)
        {
            _ = Libc.kill(_sessionPid, Libc.SIGKILL);
        }
    }

    /// <summary>Ends the started processes and removes their files. Gives how the daemon ended; null if it is unknown.</summary>
    public ProcessEnd? EndAll(HandoffOutcome outcome)
    {
        var sessionEnd = Reap();
        var pid = outcome.Pid > 1 ? outcome.Pid : _spawn?.ProgramPid ?? 0;
        var files = pid > 1 ? DiagnosticFiles.Of(pid) : null;
        if (_spawn?.Failure is null)
        {
            Session.Kill(_sessionPid);
        }

        // Orphans of the session are children too if this process is their subreaper.
        var end = outcome.End ?? (pid > 1 ? ChildProcess.Reap(pid) : sessionEnd);
        files?.Remove(_instance);

        // This process still holds the lock.
        PidFile.TryRemoveStale(_instance.PidFile, _instance.FileOwner);
        return end;
    }

    public void Dispose()
    {
        _handoff.Dispose();
        _spawn?.Dispose();
    }

    /// <summary>Starts the daemon or its watcher without a session stage; null if that is not possible, and nothing was started.</summary>
    private static DetachedSpawn? TrySpawn(DaemonInstance instance, DaemonStreams streams, Descriptor handoff, int lockDescriptor)
    {
        if (PrivilegeDrop.IsEarly(instance) || DetachedSpawn.TryCreate() is not { } spawn)
        {
            return null;
        }

        try
        {
            var image = SessionStage.NextImage(instance, instance.StageArguments, VariablesOf(instance));
            image.FallBackToRealPath();
            if (streams.TrySpawn(spawn, image, handoff, lockDescriptor, instance))
            {
                return spawn;
            }
        }
        catch
        {
            spawn.Dispose();
            throw;
        }

        spawn.Dispose();
        return null;
    }

    private static int StartSessionStage(DaemonInstance instance, DaemonStreams streams, Descriptor handoff, int lockDescriptor)
    {
        var image = LaunchSpec.Of([StageVerb.Session, instance.Name, .. instance.StageArguments], VariablesOf(instance));
        image.MakePathsAbsolute();
        DiagnosticSwitch.SwitchOff(image.Environment);
        return streams.Spawn(image, handoff, lockDescriptor, inNewSession: true);
    }
}
