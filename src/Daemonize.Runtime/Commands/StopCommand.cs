using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Runs <c>stop</c>.</summary>
internal static class StopCommand
{
    public static int Run(DaemonProgram program, CommandLine commandLine)
    {
        var order = StopOrder.Read(commandLine);
        using var scaling = ScalingLock.TakeToStop(() => InstanceChoice.Sets(program, commandLine, mayChange: false));
        var sets = scaling.Sets;
        List<DaemonInstance> stopped = [];
        var found = sets.ConvertAll(static set => set.Found);

        // A mistake on the command line is reported before anything is signalled; an invalid variable must not prevent a stop.
        found.ForEach(static instances => instances.ForEach(static instance =>
            _ = instance.Given.Argument(Setting.StopTimeout.Name) is null ? TimeSpan.Zero : instance.Settings.StopTimeout));
        List<InstanceOperation> operations = [];
        found.ForEach(instances => operations.AddRange(instances.ConvertAll(instance => Stopping(program, instance, order, stopped))));
        var exitCode = OperationReport.DoAll(program, operations);
        for (var i = 0; i < sets.Count; i++)
        {
            // Instances that still run must be able to read the number of instances.
            if (sets[i].IsWhole && found[i].TrueForAll(stopped.Contains))
            {
                sets[i].Forget();
            }
        }

        return exitCode;
    }

    /// <summary>Creates the operation that stops an instance and prints the result.</summary>
    public static InstanceOperation Stopping(
        DaemonProgram program, DaemonInstance instance, StopOrder order, List<DaemonInstance> stopped) =>
        new(instance, "stop", instance =>
        {
            var stop = Stop.Begin(instance, order);
            return () =>
            {
                using (stop)
                {
                    var outcome = stop.Complete();
                    stopped.Add(instance);
                    return OperationMessages.Print(program, instance, order, outcome);
                }
            };
        })
        {
            Limit = () => order.Timeout ?? instance.Settings.StopTimeout,
        };
}
