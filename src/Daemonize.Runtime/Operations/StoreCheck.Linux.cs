using Daemonize.Clustering;
using Daemonize.Identity;
using Daemonize.Options;

namespace Daemonize.Operations;

/// <summary>
/// Connects to the store of a daemon that is to be restarted: without it the new process could not start, while the old one can wait for
/// the store, and goes on afterwards.
/// </summary>
internal static class StoreCheck
{
    public static void Run(DaemonInstance instance)
    {
        var settings = instance.Settings;

        // Another user's process may be let in where this one is not, as with PostgreSQL's "peer".
        if (settings.Cluster.Scheme == StoreUrl.File || settings.User is not null)
        {
            return;
        }

        using var store = SharedStore.Open(instance);
        try
        {
            store.Ask(abandon => store.Store.ConnectAsync(abandon).AsTask(), settings.StartTimeout);
        }
        catch (DaemonException exception)
        {
            throw exception.Behind($"{instance.Name} is not restarted: ");
        }
    }
}
