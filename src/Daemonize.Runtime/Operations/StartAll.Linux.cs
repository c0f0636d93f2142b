using Daemonize.Identity;

namespace Daemonize.Operations;

/// <summary>Starts instances, and stops those beyond the number that was set.</summary>
internal static class StartAll
{
    /// <param name="scaling">The lock that is held, and the instances.</param>
    /// <param name="presenter">The caller, which prints or throws.</param>
    public static int Run(ScalingLock scaling, IStartPresenter presenter)
    {
        List<DaemonInstance> instances = [];
        List<DaemonInstance> extras = [];
        foreach (var set in scaling.Sets)
        {
            instances.AddRange(set.Chosen);
            if (set.IsScaled)
            {
                extras.AddRange(set.FindExtras());
            }
        }

        // A mistake in the options of one instance is found before any other is started.
        presenter.Prepare(instances);
        presenter.CheckCancellation();
        scaling.Sets.ForEach(static set => set.RecordChosen());
        return presenter.Run(
            [.. instances.ConvertAll(presenter.Start),
                .. extras.ConvertAll(instance => presenter.Stop(instance, StopOrder.Usual))]).ExitCode;
    }
}
