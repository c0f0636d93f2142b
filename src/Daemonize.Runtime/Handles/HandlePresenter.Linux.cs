using Daemonize.Identity;
using Daemonize.Operations;
using Daemonize.Platform;

namespace Daemonize.Handles;

/// <content>Starts daemons in the background.</content>
internal sealed partial class HandlePresenter : IStartPresenter
{
    private readonly RemovedLocks _removed = new();

    public void Prepare(List<DaemonInstance> instances) => instances.ForEach(static instance => instance.Bind());

    public InstanceOperation Start(DaemonInstance instance) => InstanceOperation.Of(
        instance, "start", () => Operations.Start.Begin(instance, _removed, cancellationToken), Complete,
        () => instance.Settings.StartTimeout);

    private static int Complete(Start start)
    {
        _ = start.Complete();
        return DaemonExitCode.Success;
    }
}
