using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Runs <c>start</c>.</summary>
internal static class StartCommand
{
    public static int Run(DaemonProgram program, CommandLine commandLine)
    {
        using var scaling = InstanceChoice.TakeScalingLock(program, commandLine);
        return StartAll.Run(scaling, new CommandPresenter(program));
    }
}
