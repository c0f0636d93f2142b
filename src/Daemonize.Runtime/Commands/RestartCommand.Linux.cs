using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Runs <c>restart</c> and <c>try-restart</c>.</summary>
internal static class RestartCommand
{
    /// <summary>Runs <c>restart</c>.</summary>
    public static int Run(DaemonProgram program, CommandLine commandLine) => Restart(program, commandLine, onlyRunning: false);

    /// <summary>Runs <c>try-restart</c>: only for daemons that run.</summary>
    public static int RunTry(DaemonProgram program, CommandLine commandLine) => Restart(program, commandLine, onlyRunning: true);

    private static int Restart(DaemonProgram program, CommandLine commandLine, bool onlyRunning)
    {
        using var scaling = InstanceChoice.TakeScalingLock(program, commandLine);
        var plans = scaling.Sets.ConvertAll(static set => new RestartPlan(set));
        if (onlyRunning)
        {
            plans.ForEach(static plan => plan.DropWhatDoesNotRun());
            plans.RemoveAll(static plan => plan.Old.Count == 0);
        }

        plans.ForEach(static plan => plan.KeepOptions());
        return RestartAll.Run(plans, new CommandPresenter(program));
    }
}
