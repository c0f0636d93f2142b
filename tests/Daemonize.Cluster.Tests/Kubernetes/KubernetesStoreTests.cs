namespace Daemonize.Cluster.Tests.Kubernetes;

/// <summary>The contract, with a server that keeps Lease objects.</summary>
public sealed class KubernetesStoreTests(ApiServer server) : ObservedStoreTests(server), IClassFixture<ApiServer>;
