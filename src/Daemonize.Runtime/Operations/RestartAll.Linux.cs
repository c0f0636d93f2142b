using Daemonize.Identity;

namespace Daemonize.Operations;

/// <summary>
/// Restarts instances. One that could not be stopped still runs and is not started; one that had to be killed has been presented, and is
/// replaced.
/// </summary>
internal static class RestartAll
{
    /// <param name="plans">Which instances to stop and to start, with their options.</param>
    /// <param name="presenter">The caller, which prints or throws.</param>
    public static int Run(List<RestartPlan> plans, IStartPresenter presenter)
    {
        List<DaemonInstance> old = [];
        List<DaemonInstance> replacements = [];
        foreach (var plan in plans)
        {
            old.AddRange(plan.Old);
            replacements.AddRange(plan.New);
        }

        // The options of the new instances are checked before the old instances end.
        presenter.Prepare(replacements);
        if (old.Count > 0)
        {
            // If the caller may not stop the old daemon, a message about its files does not help.
            old.ForEach(Stop.CheckPermission);
            replacements.ForEach(StartCheck.Check);
            CheckStores(replacements);
        }

        presenter.CheckCancellation();
        var stopped = presenter.Run(old.ConvertAll(instance => presenter.Stop(instance, StopOrder.Usual)));
        presenter.CheckCancellation();
        plans.ForEach(static plan => plan.Set.Record());
        var free = replacements.FindAll(instance => stopped.Completed.Exists(other => other.LockFile == instance.LockFile));
        var started = presenter.Run(free.ConvertAll(presenter.Start));
        return stopped.Completed.Count < old.Count ? stopped.ExitCode : started.ExitCode;
    }

    /// <summary>Checks the store of each daemon of a cluster, once for all its instances.</summary>
    private static void CheckStores(List<DaemonInstance> replacements)
    {
        foreach (var instance in replacements.DistinctBy(static instance => instance.Definition))
        {
            (instance.Definition.Cluster as IClusterRestart)?.Check(instance);
        }
    }
}
