using Daemonize.CompilerServices;

namespace Daemonize.Launch;

/// <summary>The stage of a start that this process is: none, as there is no start.</summary>
internal static class Stage
{
    public static bool IsEntered => false;

    public static void Enter(DaemonProgram program)
    {
    }

    public static int Run(DaemonProgram program, ReadOnlySpan<string> args) =>
        throw new DaemonException($"{args[0]} is a part of 'start', which this system does not have", DaemonExitCode.Usage);
}
