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
    private static bool _isEntered;

    public static bool IsStage(string verb) => verb is SessionStage.Verb or DaemonStage.Verb;

    /// <summary>Whether this process was started by a stage before it. Asked at every start of the program, so it must cost nothing.</summary>
    public static bool IsRequested => Environment.GetCommandLineArgs() is [_, ['@', ..] verb, _, ..] && IsStage(verb);

    /// <summary>What a stage does before any user code. The session stage ends here.</summary>
    public static void Enter(DaemonProgram program)
    {
        var args = Environment.GetCommandLineArgs();
        try
        {
            var definition = program.Find(args[2]);
            CheckInherited(args[1], new DaemonInstance(definition, program.Name).LockFile);
            if (args[1] == SessionStage.Verb)
            {
                Libc._exit(SessionStage.Run(definition));
            }

            DaemonStage.Enter(definition);
            _isEntered = true;
        }
        catch (DaemonException exception)
        {
            Terminal.WriteError($"{program.Name}: {exception.Message}\n");
            Libc._exit(exception.ExitCode);
        }
    }

    /// <summary>What is left to do in <c>Main</c>.</summary>
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args)
    {
        if (!_isEntered)
        {
            if (!IsRequested)
            {
                throw NotByHand(args[0]);
            }

            // The daemons are in a library, whose module initializer has no say before the program's Main.
            Enter(program);
        }

        return DaemonStage.Run(new DaemonInstance(program.Find(args[1]), program.Name));
    }

    /// <summary>That the descriptors are open would say nothing: the runtime itself has taken these numbers by now where nobody has handed them down.</summary>
    private static void CheckInherited(string verb, string lockFile)
    {
        if (!FileFacts.TryRead(StageDescriptors.Lock, out var opened, out _) || !FileFacts.TryReadLink(lockFile, out var named, out _) || !named.IsSameFile(opened))
        {
            throw NotByHand(verb);
        }
    }

    private static DaemonException NotByHand(string verb) => new($"'{verb}' is a stage of 'start' and cannot be called by hand", DaemonExitCode.Usage);
}
