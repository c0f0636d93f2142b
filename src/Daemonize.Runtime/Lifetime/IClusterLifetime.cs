using Daemonize.Identity;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>The part of <see cref="CompilerServices.ClusterSupport"/> that a daemon's own process needs.</summary>
internal interface IClusterLifetime
{
    /// <summary>Opens the store of a daemon, without connecting to it.</summary>
    /// <param name="instance">The instance, with its settings.</param>
    /// <param name="stop">The request to stop.</param>
    /// <param name="progress">Receives what the process does in its cluster.</param>
    /// <param name="isOnce">Whether the process only runs a single tick.</param>
    ClusterMembership Open(DaemonInstance instance, StopRequest stop, DaemonProgress progress, bool isOnce);
}
