using Daemonize.Identity;
using Daemonize.Operations;
using Daemonize.Platform;
using Daemonize.Reporting;

namespace Daemonize.Handles;

/// <content>Starts daemons in the background.</content>
internal sealed partial class HandlePresenter : IStartPresenter
{
    private readonly RemovedLocks _removed = new();

    public void Prepare(List<DaemonInstance> instances) => instances.ForEach(static instance => instance.Bind());

    public InstanceOperation Start(DaemonInstance instance) => InstanceOperation.Of(
        instance, "start", () => Operations.Start.Begin(instance, _removed, cancellationToken), start => Complete(instance, start),
        () => instance.Settings.StartTimeout);

    private static int Complete(DaemonInstance instance, Start start)
    {
        if (!start.Complete().WasRunning)
        {
            CardFile.WriteStarted(instance);
        }

        return DaemonExitCode.Success;
    }
}
