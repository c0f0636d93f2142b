namespace Daemonize.Cluster.Tests.PostgreSql;

/// <summary>The same with a pooler between store and server.</summary>
public sealed class PgBouncerContractTests(PgBouncerServer server) : StoreContractTests(server), IClassFixture<PgBouncerServer>;
