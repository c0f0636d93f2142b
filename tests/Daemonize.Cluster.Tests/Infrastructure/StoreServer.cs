namespace Daemonize.Cluster.Tests.Infrastructure;

/// <summary>
/// A server whose store <see cref="StoreContractTests"/> examines: a fixture of the assembly, or of the class that derives from it. As a
/// fixture of the assembly it is created in every run, and so it starts nothing before it is asked to.
/// </summary>
public abstract class StoreServer : IAsyncLifetime
{
    /// <summary>
    /// A lease whose end a test waits for: the shortest that the store keeps. Leases that must hold through a test last for a minute.
    /// </summary>
    public virtual TimeSpan ShortLease => TimeSpan.FromMilliseconds(250);

    /// <summary>How many shards a test of large batches has.</summary>
    public virtual int ManyShards => 1000;

    /// <summary>How many shards the store decides by the time in its reply: those of a batch, or one if each has another time.</summary>
    public virtual int ShardsOfOneTime => ManyShards;

    /// <summary>
    /// How many callers there are whose history is checked. Those of a slow store are fewer: each must get its turn before its lease is
    /// over.
    /// </summary>
    public virtual int Callers => 200;

    /// <summary>How many calls each of the callers makes whose history is checked.</summary>
    public virtual int CallsOfEachCaller => 12;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts the server, unless it runs. Called before each test, also by several classes at the same time.</summary>
    public virtual ValueTask StartAsync() => ValueTask.CompletedTask;

    /// <summary>Opens the store, as <see cref="IClusterStoreProvider.Open"/> does.</summary>
    public abstract ClusterStore Open();

    /// <summary>Opens the store and connects to it.</summary>
    public async Task<ClusterStore> ConnectAsync()
    {
        await StartAsync();
        var store = Open();
        await store.ConnectAsync(TestContext.Current.CancellationToken);
        return store;
    }

    /// <summary>Ends the server.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
