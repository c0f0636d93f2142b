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
        return OperationReport.DoAll(program, instances.ConvertAll(instance => Reloading(program, instance, timeout)));
    }

    private static InstanceOperation Reloading(DaemonProgram program, DaemonInstance instance, TimeSpan? timeout) =>
        new(instance, "reload", instance =>
        {
            var reload = Reload.Begin(instance, timeout);
            return () =>
            {
                using (reload)
                {
                    return OperationMessages.Print(program, instance, reload.Complete());
                }
            };
        })
        {
            Limit = () => timeout ?? instance.Settings.StartTimeout,
        };
}
