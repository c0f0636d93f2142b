namespace Daemonize.ServiceFiles;

/// <summary>The part of <see cref="CompilerServices.ClusterSupport"/> that service files need.</summary>
internal interface IClusterPods
{
    /// <summary>Gets what differs in the pods of a daemon whose processes share a schedule.</summary>
    /// <param name="plan">The plan of the daemon.</param>
    /// <param name="name">The name of its objects.</param>
    KubernetesCluster PodsOf(ServicePlan plan, string name);
}
