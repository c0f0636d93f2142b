using Daemonize.Identity;
using Daemonize.Operations;

namespace Daemonize.Handles;

/// <content>The operation that starts a daemon.</content>
internal static partial class HandleOperations
{
    public static InstanceOperation Start(DaemonInstance instance, CancellationToken cancellationToken) =>
        new(instance, "start", instance =>
    {
        var start = Operations.Start.Begin(instance, cancellationToken);
        return () =>
        {
            using (start)
            {
                return start.Complete().Pid;
            }
        };
    })
        {
            Limit = () => instance.Settings.StartTimeout,
        };
}
