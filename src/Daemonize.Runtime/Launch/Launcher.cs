using Daemonize.Arguments;
using Daemonize.Identity;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Launch;

/// <summary>Starts the session stage of a daemon, receives the result of the start, and ends what a failed start leaves behind.</summary>
internal sealed class Launcher : IDisposable
{
    private readonly DaemonInstance _instance;
    private readonly Descriptor _handoff;
    private readonly int _sessionPid;

    private Launcher(DaemonInstance instance, Descriptor handoff, int sessionPid, long logStart)
    {
        _instance = instance;
        _handoff = handoff;
        _sessionPid = sessionPid;
        LogStart = logStart;
    }

    /// <summary>Gets the size that the log had before the start, in bytes; 0 if it is not a file.</summary>
    public long LogStart { get; }

    /// <summary>
    /// Makes orphans of the session stage children of this process. It learns how a daemon ended that never became ready, even if its
    /// caller ignores SIGCHLD. Only for a command: the process of a handle belongs to another program.
    /// </summary>
    public static void AdoptOrphans()
    {
        _ = Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        ChildProcess.KeepUntilReaped();
    }

    /// <summary>Starts the session stage, which starts the daemon.</summary>
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
                var image = LaunchSpec.Of([StageVerb.Session, instance.Name, .. instance.StageArguments], VariablesOf(instance));

                // The daemon describes in its card how to start it, when it has left this directory.
                image.MakePathsAbsolute();
                DiagnosticSwitch.SwitchOff(image.Environment);
                var sessionPid = streams.Spawn(image, sender, held.DescriptorNumber, inNewSession: true);
                return new Launcher(instance, receiver, sessionPid, logStart);
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
    public HandoffOutcome Receive(Deadline deadline) => Handoff.Receive(_handoff, deadline);

    /// <summary>Waits for the end of the session stage, which exits as soon as the daemon runs.</summary>
    public ProcessEnd? Reap() => ChildProcess.Reap(_sessionPid);

    /// <summary>Kills the session stage. It is not reaped yet, so no other process can have its number.</summary>
    public void Kill() => _ = Libc.kill(_sessionPid, Libc.SIGKILL);

    /// <summary>Ends the started processes and removes their files. Gives how the daemon ended; null if it is unknown.</summary>
    public ProcessEnd? EndAll(HandoffOutcome outcome)
    {
        var sessionEnd = Reap();
        var files = outcome.Pid > 1 ? DiagnosticFiles.Of(outcome.Pid) : null;
        Session.Kill(_sessionPid);

        // Orphans of the session are children too if this process is their subreaper.
        var end = outcome.End ?? (outcome.Pid > 1 ? ChildProcess.Reap(outcome.Pid) : sessionEnd);
        files?.Remove(_instance);

        // This process still holds the lock.
        PidFile.TryRemoveStale(_instance.PidFile, _instance.FileOwner);
        return end;
    }

    public void Dispose() => _handoff.Dispose();
}
