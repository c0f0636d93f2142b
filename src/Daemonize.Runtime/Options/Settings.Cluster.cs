using Daemonize.CompilerServices;

namespace Daemonize.Options;

/// <content>The settings of a daemon that runs on several machines as one.</content>
internal sealed partial class Settings
{
    /// <summary>Gets what a daemon of a cluster has in addition; null for another daemon.</summary>
    private IClusterSettings? OfCluster => (IClusterSettings?)_definition.Cluster;

    /// <summary>Gets the URL of the store.</summary>
    public StoreUrl Cluster
    {
        get
        {
            var text = Get(Setting.Cluster);
            return StoreUrl.TryParse(text, out var url, out var mistake)
                ? url
                : throw Refuse(Setting.Cluster, SourceOfStore, text, mistake);
        }
    }

    /// <summary>Gets where the processes meet, with a space before: a file is on one machine. Empty for a store of all machines.</summary>
    public string StorePlace => OfCluster?.PlaceOf(this) ?? "";

    private OptionSource SourceOfStore => Read(Setting.Cluster) is var (source, _) ? source : OptionSource.Other(Setting.Cluster.Property);

    /// <summary>Gets the number of shards, which only the attribute sets; 0 for none.</summary>
    public int Shards => _definition.Shards;

    /// <summary>Gets how long a process that does not answer keeps the lead, 3 s or more.</summary>
    public TimeSpan Lease => Get(Setting.Lease);

    public InterruptedPolicy Interrupted => (InterruptedPolicy)Get(Setting.Interrupted);

    public bool Fence => Get(Setting.Fence);

    /// <summary>
    /// Whether the kernel must be able to kill the process at the end of its lease. In the store of files, the lease ends with the process.
    /// </summary>
    public bool NeedsFence => Fence && Cluster.Scheme != StoreUrl.File;

    /// <summary>
    /// Finds what opens the store of <see cref="Cluster"/>; null for the store of files, which needs no package. Throws if no referenced
    /// package has the scheme.
    /// </summary>
    public ClusterStoreEntry? FindStore()
    {
        var url = Cluster;
        return url.Scheme == StoreUrl.File
            ? null
            : Array.Find(_program.Stores ?? [], entry => entry.Scheme == url.Scheme) ?? throw RefuseStore(url);
    }

    private DaemonException RefuseStore(StoreUrl url)
    {
        string[] schemes = [$"{StoreUrl.File}:", .. Array.ConvertAll(_program.Stores ?? [], static entry => $"{entry.Scheme}:")];
        return StorePackage.Find(url.Scheme) is { } package
            ? SourceOfStore.Refuse($"'{url}' {StorePackage.Missing(package, _program.Name)}")
            : SourceOfStore.Refuse(
                $"takes a URL that begins with {(schemes.Length == 1 ? schemes[0] : WordList.Join(schemes))}, not '{url}'");
    }
}
