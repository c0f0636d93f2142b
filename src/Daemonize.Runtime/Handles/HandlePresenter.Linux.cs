using Daemonize.Identity;
using Daemonize.Operations;

namespace Daemonize.Handles;

/// <content>Starts daemons in the background.</content>
internal sealed partial class HandlePresenter : IStartPresenter
{
    public void Prepare(List<DaemonInstance> instances) => instances.ForEach(static instance => instance.Bind());

    public InstanceOperation Start(DaemonInstance instance) => InstanceOperation.Of(
        instance, "start", () => Operations.Start.Begin(instance, cancellationToken), Complete,
        () => instance.Settings.StartTimeout);

    private static int Complete(Start start)
    {
        _ = start.Complete();
        return DaemonExitCode.Success;
    }
}
