using Daemonize.Cluster;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Places;

namespace Daemonize.Clustering;

/// <summary>
/// The store that the processes of a daemon share, opened with the settings of an instance, and the name of the daemon in it.
/// </summary>
internal sealed class SharedStore : IDisposable
{
    /// <summary>How long the client of the store may take to close its connections.</summary>
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(1);

    private readonly DaemonInstance _instance;

    private SharedStore(DaemonInstance instance, ClusterStore store)
    {
        _instance = instance;
        Store = store;
        var group = instance.Settings.Cluster.Group;
        Name = $"{(group is null ? "" : group + "/")}{instance.Program.Name}/{instance.Definition.Name}";
    }

    public ClusterStore Store { get; }

    /// <summary>The name in the store: the program and the daemon, and before them the group.</summary>
    public string Name { get; }

    /// <summary>Opens the store, without connecting to it. Throws for a URL that is wrong, or whose package is not referenced.</summary>
    public static SharedStore Open(DaemonInstance instance)
    {
        try
        {
            return new SharedStore(
                instance,
                instance.Settings.FindStore()?.Open(instance.Settings.Cluster.Text)
                    ?? new FileStore(Path.Combine(Directories.StateDirectory(instance.Program), "cluster")));
        }
        catch (ClusterStoreException exception)
        {
            throw new DaemonException(exception.Message, DaemonExitCode.Usage);
        }
    }

    /// <summary>Asks the store, and waits for its answer. Throws with one line if it refuses, or does not answer in time.</summary>
    /// <param name="ask">Asks; the token is cancelled at the end of the time.</param>
    /// <param name="timeout">The longest time to wait for the answer.</param>
    public void Ask(Func<CancellationToken, Task> ask, TimeSpan timeout)
    {
        using var abandon = new CancellationTokenSource(timeout);
        try
        {
            // Not on this thread: a client library may block it whatever the token says.
            Task.Run(() => ask(abandon.Token), abandon.Token).WaitAsync(abandon.Token).GetAwaiter().GetResult();
        }
        catch (ClusterStoreException exception)
        {
            throw new DaemonException(exception.Message);
        }
        catch (OperationCanceledException)
        {
            throw NoAnswer(timeout);
        }
    }

    /// <summary>Creates the exception for a store that has not answered in time.</summary>
    public DaemonException NoAnswer(TimeSpan timeout) =>
        new($"its store ({_instance.Settings.Cluster}) did not answer within {Duration.Format(timeout)}; is it running and reachable?");

    /// <summary>Closes the store. A lease that could not be released ends by itself.</summary>
    public void Dispose()
    {
        try
        {
            _ = Store.DisposeAsync().AsTask().Wait(Closing);
        }
        catch (AggregateException exception)
        {
            Log.Error(_instance.Name, "the client of the store failed as it was closed", exception.InnerException);
        }
    }
}
