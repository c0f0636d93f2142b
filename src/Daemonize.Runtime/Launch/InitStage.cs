using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;

namespace Daemonize.Launch;

/// <summary>
/// Process 1 of a pid namespace whose daemon has a fence: it runs the daemon as its child, which the kernel can kill. It forwards signals,
/// reaps orphans, and ends as the daemon ends, and so does its container. It is the same program, replaced by itself (execve(2)), because
/// the signals of all its threads must be blocked from its start (signalfd(2)). No user code runs in it.
/// </summary>
internal static class InitStage
{
    /// <summary>
    /// The signals that the stage reads: those that it forwards, and the end of children. The others are the runtime's, or cannot be
    /// blocked; process 1 does not receive them from its namespace.
    /// </summary>
    private static int[] Signals =>
        [Libc.SIGCHLD, .. Enumerable.Range(1, SignalName.Last).Where(SignalName.IsForDaemons)];

    /// <summary>
    /// Replaces this process with the init stage if it is process 1 and the daemon needs a fence. Returns if it is not, and if the system
    /// does not allow it: the daemon then follows, and says why.
    /// </summary>
    public static void Become(DaemonInstance instance)
    {
        if (!KillTimer.IsIgnored || !instance.Settings.NeedsFence)
        {
            return;
        }

        var image = LaunchSpec.OfInit(instance.Name);
        DiagnosticFiles.RemoveOwn();
        var unblock = SignalDescriptor.Block(Signals);
        var failure = Spawner.Replace(image);
        unblock();
        Log.Write(LogLevels.Warning, instance.Name, $"cannot become the parent of its daemon: {failure.Message}", exception: null);
    }

    /// <summary>Runs the daemon as a child, and returns the exit code with which this process ends.</summary>
    public static int Run(DaemonInstance instance)
    {
        using var signals = new SignalDescriptor(Signals);
        var fence = FenceWatch.TryCreate(instance);
        var daemon = Spawner.Spawn(LaunchSpec.OfFirstChild(), []);
        var files = DiagnosticFiles.Of(daemon);
        if (!instance.Settings.CoreDumps)
        {
            PrivilegeDrop.HideFromUser();
        }

        var end = WaitForEnd(daemon, signals);
        if (end.Signal is not null)
        {
            Tell(instance, daemon, end, fence?.FindLost(end));
            files?.Remove(instance);
        }

        return end.ShellCode;
    }

    /// <summary>Reads the instance from the arguments of the stage.</summary>
    /// <param name="program">The program of this process.</param>
    /// <param name="args">The stage's verb, the name of the instance, and the arguments of the child.</param>
    public static DaemonInstance Find(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var stage = CommandLine.Parse(program, args[..2]);
        var named = stage.Daemons[0];
        return new DaemonInstance(named.Definition, program, Parse(program, args[2..], stage).OptionsOf(named.Definition), named.Number);
    }

    /// <summary>
    /// Reads the arguments of the child. A program with its own command line may pass on others than it has received; the stage then knows
    /// none, and its child reads them.
    /// </summary>
    private static CommandLine Parse(DaemonProgram program, ReadOnlySpan<string> args, CommandLine stage)
    {
        try
        {
            return args is ["run" or "once", ..] ? CommandLine.Parse(program, args) : stage;
        }
        catch (DaemonException)
        {
            return stage;
        }
    }

    private static ProcessEnd WaitForEnd(int daemon, SignalDescriptor signals)
    {
        while (true)
        {
            var signal = signals.Read(out var isOfKernel);
            if (signal == Libc.SIGCHLD)
            {
                // One signal may stand for several children.
                while (ChildProcess.TryReapAny(out var child) is { } end)
                {
                    if (child == daemon)
                    {
                        return end;
                    }
                }
            }
            else if (IsToForward(signal, isOfKernel))
            {
                _ = Libc.kill(daemon, signal);
            }
        }
    }

    /// <summary>
    /// Whether the daemon has not received the signal itself. A key of the terminal sends one to the whole process group, but a terminal
    /// that hangs up only to the leader of the session.
    /// </summary>
    private static bool IsToForward(int signal, bool isOfKernel) => signal != 0 && (!isOfKernel || signal == Libc.SIGHUP);

    /// <summary>Reports an end that the daemon could not report itself.</summary>
    private static void Tell(DaemonInstance instance, int daemon, ProcessEnd end, string? lost)
    {
        LogRecords.Use(instance.Settings.LogFormat, hasPriority: false);
        Log.Error(instance.Name, lost is null ? end.ToString() : FenceWatch.Describe(lost), exception: null);
        if (LockProbe.Find(instance.LockFile).Record is { } record && record.Pid == daemon)
        {
            var exit = new DaemonExit { Reason = lost ?? $"killed by {end.Signal}", EndedAt = DateTimeOffset.UtcNow };
            StatusFile.TellEnd(StatusFile.PathOf(instance.PidFile), record, instance.FileOwner, exit);
        }
    }
}
