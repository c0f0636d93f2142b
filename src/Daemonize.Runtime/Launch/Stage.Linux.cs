using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.Launch;

/// <summary>
/// Enters and runs the stage of a start that this process is, which a hidden verb in the arguments says (<see cref="StageVerb"/>).
/// </summary>
internal static class Stage
{
    private static DaemonInstance? _instance;

    /// <summary>Enters the stage before any user code runs. All except the daemon end here.</summary>
    public static void Enter(DaemonProgram program)
    {
        var args = Environment.GetCommandLineArgs();
        try
        {
            if (args[1] == StageVerb.Init)
            {
                DiagnosticFiles.Exit(FirstProcess.Run(program, args.AsSpan(1)));
            }

            var commandLine = CommandLine.Parse(program, args.AsSpan(1));
            var named = commandLine.Daemons[0];
            var instance = new DaemonInstance(named.Definition, program, commandLine.OptionsOf(named.Definition), named.Number);
            CheckInherited(args[1], instance.LockFile);
            if (args[1] == StageVerb.Session)
            {
                DiagnosticFiles.Exit(SessionStage.Run(instance));
            }

            if (args[1] == StageVerb.Watch)
            {
                DiagnosticFiles.Exit(WatchStage.Run(instance));
            }

            DaemonStage.Enter(instance);
            _instance = instance;
        }
        catch (DaemonException exception)
        {
            Terminal.WriteError($"{program.Name}: {exception.Message}\n");
            DiagnosticFiles.Exit(exception.ExitCode);
        }
    }

    /// <summary>Whether this process is the daemon and has entered its stage before <c>Main</c>.</summary>
    public static bool IsEntered => _instance is not null;

    /// <summary>Runs the daemon in <c>Main</c>, whatever <c>Main</c> has made of the arguments.</summary>
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args)
    {
        if (!IsEntered)
        {
            if (!StageVerb.IsRequested)
            {
                throw NotByHand(args[0]);
            }

            // The daemons are in a library, whose module initializer does not run before the program's Main.
            Enter(program);
        }

        return DaemonStage.Run(_instance!);
    }

    /// <summary>
    /// Checks that the inherited descriptor is the lock file. An open descriptor proves nothing: if no stage has passed it on, the runtime
    /// has taken its number by now.
    /// </summary>
    private static void CheckInherited(string verb, string lockFile)
    {
        if (!FileStat.TryRead(StageDescriptors.Lock, out var opened, out _) || !FileStat.TryReadLink(lockFile, out var named, out _)
            || !named.IsSameFile(opened))
        {
            throw NotByHand(verb);
        }
    }

    /// <summary>Creates the exception for a call that no stage has made.</summary>
    public static DaemonException NotByHand(string verb) =>
        new(
            $"'{verb}' is a stage of '{(verb == StageVerb.Init ? "run" : "start")}' and cannot be called by hand", DaemonExitCode.Usage);
}
