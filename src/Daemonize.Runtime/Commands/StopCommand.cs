using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Runs <c>stop</c>.</summary>
internal static class StopCommand
{
    public static int Run(DaemonProgram program, CommandLine commandLine)
    {
        var order = StopOrder.Read(commandLine);
        using var scaling = ScalingLock.TakeToStop(() => InstanceChoice.Sets(program, commandLine, mayChange: false));

        // A mistake on the command line is reported before anything is signalled; an invalid variable must not prevent a stop.
        scaling.Sets.ForEach(static set => set.Chosen.ForEach(static instance =>
            _ = instance.Given.Argument(Setting.StopTimeout.Name) is null ? TimeSpan.Zero : instance.Settings.StopTimeout));
        return StopAll.Run(scaling.Sets, order, new CommandPresenter(program));
    }
}
