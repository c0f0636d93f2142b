namespace Daemonize.Cluster.Tests.Etcd;

/// <summary>The contract, with an etcd server.</summary>
public sealed class EtcdStoreTests(EtcdServer server) : ObservedStoreTests(server), IClassFixture<EtcdServer>;
