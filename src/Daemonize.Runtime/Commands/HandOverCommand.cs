using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Operations;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>Runs <c>handover</c>.</summary>
internal static class HandOverCommand
{
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var commandLine = CommandLine.Parse(program, args);
        if (commandLine.Daemons is not [{ Definition: var definition }])
        {
            throw new DaemonException($"{args[0]} takes one daemon of {program.Names}", DaemonExitCode.Usage);
        }

        if (!definition.IsCluster)
        {
            throw Verbs.RefuseWithoutCluster(args[0], definition.Name, "does not have");
        }

        var timeout = commandLine.Timeout is { } text ? StopOrder.ParseTimeout(text) : (TimeSpan?)null;
        var instance = Choose(InstanceChoice.Found(program, commandLine));
        return new CommandPresenter(program).Run([HandingOver(program, instance, timeout)]).ExitCode;
    }

    /// <summary>Chooses of several instances the one that leads, otherwise the first that runs.</summary>
    private static DaemonInstance Choose(List<DaemonInstance> found)
    {
        if (found.Count == 1)
        {
            return found[0];
        }

        var all = found.ConvertAll(Status.Of);
        var chosen = all.FindIndex(static status => status.Cluster?.Role == DaemonClusterRole.Leader);
        chosen = chosen >= 0 ? chosen : all.FindIndex(static status => status.ProcessId is not null);
        return found[Math.Max(0, chosen)];
    }

    private static InstanceOperation HandingOver(DaemonProgram program, DaemonInstance instance, TimeSpan? timeout) => InstanceOperation.Of(
        instance, "handover", () => HandOver.Begin(instance, timeout), handOver => Print(program, instance, handOver.Complete()),
        () => timeout ?? instance.Settings.StartTimeout);

    /// <summary>Prints the answer. A script that needs the lead elsewhere must notice that it was not here: that is a failure.</summary>
    private static int Print(DaemonProgram program, DaemonInstance instance, HandOverOutcome outcome)
    {
        var daemon = $"{instance.Name} (pid {outcome.Pid})";
        if (outcome.IsAccepted == false)
        {
            return Verbs.Complain(program, new DaemonException($"{daemon} {outcome.Text}"));
        }

        Terminal.WriteLine(
            outcome.IsAccepted is null
                ? $"{daemon} was asked to hand over; its status file cannot be read, so look into its log"
                : $"{daemon} hands over; {outcome.Text}");
        return DaemonExitCode.Success;
    }
}
