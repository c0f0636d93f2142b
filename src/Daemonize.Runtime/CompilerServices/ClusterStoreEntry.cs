using System.ComponentModel;
using Daemonize.Cluster;

namespace Daemonize.CompilerServices;

/// <summary>A store that the program can open, from an assembly with a <see cref="ClusterStoreProviderAttribute"/>.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClusterStoreEntry
{
    /// <summary>Creates an entry.</summary>
    /// <param name="scheme">The scheme of the store's URLs, in lowercase and without the colon.</param>
    /// <param name="open">Opens a store by its URL, without connecting to it: see <see cref="IClusterStoreProvider.Open"/>.</param>
    public ClusterStoreEntry(string scheme, Func<string, ClusterStore> open)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(open);
        Scheme = scheme;
        Open = open;
    }

    /// <summary>The scheme of the store's URLs.</summary>
    public string Scheme { get; }

    /// <summary>Opens a store by its URL.</summary>
    public Func<string, ClusterStore> Open { get; }

    /// <summary>Gets what sets up the store: see <see cref="IClusterStoreProvider.Setup"/>. Null for a store without such a text.</summary>
    public Func<string?>? Setup { get; init; }
}
