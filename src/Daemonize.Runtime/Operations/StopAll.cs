using Daemonize.Identity;

namespace Daemonize.Operations;

/// <summary>Stops instances, and forgets the number of those of which none is left.</summary>
internal static class StopAll
{
    /// <param name="sets">The instances, found while the scaling lock is held.</param>
    /// <param name="order">The signal and the timeout.</param>
    /// <param name="presenter">The caller, which prints or throws.</param>
    public static int Run(List<InstanceSet> sets, StopOrder order, IOperationPresenter presenter)
    {
        var found = sets.ConvertAll(static set => set.Found);
        List<InstanceOperation> operations = [];
        found.ForEach(instances => operations.AddRange(instances.ConvertAll(instance => presenter.Stop(instance, order))));
        var result = presenter.Run(operations);
        for (var i = 0; i < sets.Count; i++)
        {
            // Instances that still run must be able to read the number of instances.
            if (sets[i].IsWhole && found[i].TrueForAll(result.Completed.Contains))
            {
                sets[i].Forget();
            }
        }

        return result.ExitCode;
    }
}
