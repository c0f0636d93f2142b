namespace Daemonize.Cluster.Tests.Records;

/// <summary>The contract, with what etcd and Kubernetes have in common.</summary>
public sealed class RecordStepsTests(MemoryServer server) : ObservedStoreTests(server), IClassFixture<MemoryServer>;
