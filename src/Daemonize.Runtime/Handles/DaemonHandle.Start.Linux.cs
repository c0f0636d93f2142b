using Daemonize.CompilerServices;
using Daemonize.Handles;
using Daemonize.Identity;
using Daemonize.Operations;

namespace Daemonize;

/// <content>Starts and restarts daemons in the background.</content>
public partial class DaemonHandle
{
    private protected DaemonStatus StartWith(DaemonOptions? options, CancellationToken cancellationToken)
    {
        var given = new SuppliedOptions();
        Add(options, given);
        if (TryManaged(given, "start"))
        {
            return GetStatus();
        }

        using var scaling = ScalingLock.Take(() => [CreateSet(given, mayChange: true)], cancellationToken);
        var set = scaling.Sets[0];
        CheckStart(set.Chosen);
        cancellationToken.ThrowIfCancellationRequested();
        set.RecordChosen();
        HandleOperations.DoAll(
            [.. Starting(set.Chosen, cancellationToken),
                .. set.IsScaled ? Stopping(set.FindExtras(), StopOrder.Usual, cancellationToken) : []]);
        return GetStatus();
    }

    private protected DaemonStatus RestartWith(DaemonOptions? options, CancellationToken cancellationToken)
    {
        // The options of the running daemon override this process's environment, which was not set for the daemon.
        var given = new SuppliedOptions();
        Add(options, given);
        if (TryManaged(given, "restart"))
        {
            return GetStatus();
        }

        using var scaling = ScalingLock.Take(() => [CreateSet(given, mayChange: true)], cancellationToken);
        var plan = new RestartPlan(scaling.Sets[0]);
        plan.KeepOptions(overEnvironment: true);
        CheckStart(plan.New);
        if (plan.Old.Count > 0)
        {
            plan.New.ForEach(StartCheck.Check);
        }

        cancellationToken.ThrowIfCancellationRequested();
        HandleOperations.DoAll(Stopping(plan.Old, StopOrder.Usual, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        plan.Set.Record();
        HandleOperations.DoAll(Starting(plan.New, cancellationToken));
        return GetStatus();
    }

    private static List<InstanceOperation> Starting(List<DaemonInstance> instances, CancellationToken cancellationToken) =>
        instances.ConvertAll(instance => HandleOperations.Start(instance, cancellationToken));

    private void CheckStart(List<DaemonInstance> instances)
    {
        if (!Program.HandsOver)
        {
            var process = Path.GetFileName(Environment.ProcessPath);
            throw new DaemonException(
                $"cannot start {Name} from this process: a daemon is this program started again, and {process} has not called " +
                "Daemons.Run or Daemons.TryRun; " +
                $"start it with '{Program.Name} start', or call Daemons.TryRun first in Main");
        }

        instances.ForEach(static instance => instance.Bind());
    }
}
