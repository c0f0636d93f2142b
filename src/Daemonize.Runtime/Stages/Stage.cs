using Daemonize.Commands;
using Daemonize.Generated;
using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Stages;

/// <summary>
/// Which stage of a start this process is. It is said by a hidden verb in the arguments, which shows in ps(1) and, unlike a variable in the environment, does
/// not pass on to the daemon's own children.
/// </summary>
internal static class Stage
{
    private static DaemonInstance? _instance;

    public static bool IsStage(string verb) => verb is SessionStage.Verb or WatchStage.Verb or DaemonStage.Verb;

    /// <summary>Whether this process was started by a stage before it. Asked at every start of the program, so it must cost nothing.</summary>
    public static bool IsRequested => Environment.GetCommandLineArgs() is [_, ['@', ..] verb, _, ..] && IsStage(verb);

    /// <summary>What a stage does before any user code. The session stage and the watcher end here.</summary>
    public static void Enter(DaemonProgram program)
    {
        var args = Environment.GetCommandLineArgs();
        try
        {
            var commandLine = CommandLine.Parse(program, args.AsSpan(1));
            var named = commandLine.Daemons[0];
            var instance = new DaemonInstance(named.Definition, program, commandLine.OptionsOf(named.Definition), named.Number);
            CheckInherited(args[1], instance.LockFile);
            if (args[1] == SessionStage.Verb)
            {
                DiagnosticFiles.Exit(SessionStage.Run(instance));
            }

            if (args[1] == WatchStage.Verb)
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

    /// <summary>Whether this process is the daemon, and has begun as such before <c>Main</c>.</summary>
    public static bool IsEntered => _instance is not null;

    /// <summary>What is left to do in <c>Main</c>, whatever that has made of the arguments.</summary>
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args)
    {
        if (!IsEntered)
        {
            if (!IsRequested)
            {
                throw NotByHand(args[0]);
            }

            // The daemons are in a library, whose module initializer has no say before the program's Main.
            Enter(program);
        }

        return DaemonStage.Run(_instance!);
    }

    /// <summary>That the descriptors are open would say nothing: the runtime itself has taken these numbers by now where nobody has handed them down.</summary>
    private static void CheckInherited(string verb, string lockFile)
    {
        if (!FileStat.TryRead(StageDescriptors.Lock, out var opened, out _) || !FileStat.TryReadLink(lockFile, out var named, out _) || !named.IsSameFile(opened))
        {
            throw NotByHand(verb);
        }
    }

    private static DaemonException NotByHand(string verb) => new($"'{verb}' is a stage of 'start' and cannot be called by hand", DaemonExitCode.Usage);
}
