using Daemonize.Identity;

namespace Daemonize.Operations;

/// <summary>The part of <see cref="CompilerServices.ClusterSupport"/> that a restart needs.</summary>
internal interface IClusterRestart
{
    /// <summary>Throws if the new process could not start, because the store does not answer.</summary>
    void Check(DaemonInstance instance);
}
