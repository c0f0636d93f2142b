using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Runs <c>restart</c> and <c>try-restart</c>.</summary>
internal static class RestartCommand
{
    /// <summary>Runs <c>restart</c>.</summary>
    public static int Run(DaemonProgram program, CommandLine commandLine) => Restart(program, commandLine, onlyRunning: false);

    /// <summary>Runs <c>try-restart</c>: only for daemons that run.</summary>
    public static int RunTry(DaemonProgram program, CommandLine commandLine) => Restart(program, commandLine, onlyRunning: true);

    /// <summary>
    /// Restarts daemons. A daemon that could not be stopped still runs and is not started; one that had to be killed has been reported, and
    /// is replaced.
    /// </summary>
    private static int Restart(DaemonProgram program, CommandLine commandLine, bool onlyRunning)
    {
        using var scaling = InstanceChoice.TakeScalingLock(program, commandLine);
        var plans = scaling.Sets.ConvertAll(static set => new RestartPlan(set));
        if (onlyRunning)
        {
            plans.ForEach(static plan => plan.DropWhatDoesNotRun());
            plans.RemoveAll(static plan => plan.Old.Count == 0);
        }

        // The options of the new instances are determined and checked before the old instances end.
        List<DaemonInstance> old = [];
        List<DaemonInstance> replacements = [];
        foreach (var plan in plans)
        {
            plan.KeepOptions();
            old.AddRange(plan.Old);
            replacements.AddRange(plan.New);
        }

        StartCommand.Prepare(program, replacements);
        if (old.Count > 0)
        {
            // If the caller may not stop the old daemon, a message about its files does not help.
            old.ForEach(Stop.CheckPermission);
            replacements.ForEach(StartCheck.Check);
        }

        List<DaemonInstance> stopped = [];
        var stopCode = OperationReport.DoAll(
            program, old.ConvertAll(instance => StopCommand.Stopping(program, instance, StopOrder.Usual, stopped)));
        plans.ForEach(static plan => plan.Set.Record());
        var free = replacements.FindAll(instance => stopped.Exists(other => other.LockFile == instance.LockFile));
        var startCode = OperationReport.DoAll(program, free.ConvertAll(StartCommand.Starting));
        return stopped.Count < old.Count ? stopCode : startCode;
    }
}
