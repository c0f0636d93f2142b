using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Operations;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>Runs <c>tick</c>.</summary>
internal static class TickCommand
{
    public static int Run(DaemonProgram program, CommandLine commandLine)
    {
        var timeout = commandLine.Timeout is { } text ? StopOrder.ParseTimeout(text) : (TimeSpan?)null;
        var instances = InstanceChoice.Found(program, commandLine);
        return new CommandPresenter(program).Run(instances.ConvertAll(instance => Ticking(program, instance, timeout))).ExitCode;
    }

    private static InstanceOperation Ticking(DaemonProgram program, DaemonInstance instance, TimeSpan? timeout) => InstanceOperation.Of(
        instance, "tick", () => Tick.Begin(instance, timeout), tick => Print(program, instance, tick.Complete()),
        () => timeout ?? instance.Settings.StartTimeout);

    /// <summary>Prints the answer. A script that needs a tick must notice that there is none: that is a failure.</summary>
    private static int Print(DaemonProgram program, DaemonInstance instance, TickOutcome outcome)
    {
        var daemon = $"{instance.Name} (pid {outcome.Pid})";
        if (outcome.IsAccepted == false)
        {
            return Verbs.Complain(program, new DaemonException($"{daemon} skipped the tick: {outcome.Text}"));
        }

        Terminal.WriteLine(
            outcome.IsAccepted is null
                ? $"{daemon} was asked to tick; its status file cannot be read, so look into its log"
                : $"{daemon} {outcome.Text}");
        return DaemonExitCode.Success;
    }
}
