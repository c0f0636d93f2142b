using System.ComponentModel;

namespace Daemonize.CompilerServices;

/// <summary>Has the support of clusters: generated code names it in the definition of a daemon that is one of a cluster.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ClusterEntry
{
    /// <summary>The value of <see cref="DaemonDefinition.Cluster"/> for a daemon with <see cref="DaemonScope.Cluster"/>.</summary>
    public static ClusterSupport Support { get; } = new ClusterParts();
}
