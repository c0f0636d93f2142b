using Daemonize.CompilerServices;
using Daemonize.Handles;
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

        CheckHandover();
        using var scaling = ScalingLock.Take(() => [CreateSet(given, mayChange: true)], cancellationToken);
        _ = StartAll.Run(scaling, new HandlePresenter(cancellationToken));
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

        CheckHandover();
        using var scaling = ScalingLock.Take(() => [CreateSet(given, mayChange: true)], cancellationToken);
        var plan = new RestartPlan(scaling.Sets[0]);
        plan.KeepOptions(overEnvironment: true);
        _ = RestartAll.Run([plan], new HandlePresenter(cancellationToken));
        return GetStatus();
    }

    private void CheckHandover()
    {
        if (!Program.HandsOver)
        {
            var process = Path.GetFileName(Environment.ProcessPath);
            throw new DaemonException(
                $"cannot start {Name} from this process: a daemon is this program started again, and {process} has not called " +
                "Daemons.Run or Daemons.TryRun; " +
                $"start it with '{Program.Name} start', or call Daemons.TryRun first in Main");
        }
    }
}
