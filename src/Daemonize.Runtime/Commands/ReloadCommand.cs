using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Runs <c>reload</c>.</summary>
internal static class ReloadCommand
{
    public static int Run(DaemonProgram program, CommandLine commandLine)
    {
        var timeout = commandLine.Timeout is { } text ? StopOrder.ParseTimeout(text) : (TimeSpan?)null;
        var instances = InstanceChoice.Found(program, commandLine);
        return new CommandPresenter(program).Run(instances.ConvertAll(instance => Reloading(program, instance, timeout))).ExitCode;
    }

    private static InstanceOperation Reloading(DaemonProgram program, DaemonInstance instance, TimeSpan? timeout) => InstanceOperation.Of(
        instance, "reload", () => Reload.Begin(instance, timeout),
        reload => OperationMessages.Print(program, instance, reload.Complete()),
        () => timeout ?? instance.Settings.StartTimeout);
}
