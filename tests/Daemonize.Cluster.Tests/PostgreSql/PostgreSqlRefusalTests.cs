namespace Daemonize.Cluster.Tests.PostgreSql;

/// <summary>Which failures of a start a wait can cure, and what they say.</summary>
public sealed class PostgreSqlRefusalTests(PostgreSqlServer server) : IAsyncLifetime
{
    private string _database = "";

    private string Host => $"127.0.0.1:{server.Port}";

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync();
        _database = await server.CreateDatabaseAsync();
    }

    public async ValueTask DisposeAsync() => await server.ExecuteAsync($"DROP DATABASE {_database} WITH (FORCE)");

    [Fact]
    public async Task ReadOnlyServerMayBecomeAPrimary()
    {
        await server.ExecuteAsync($"ALTER DATABASE {_database} SET default_transaction_read_only = on");
        await Refusal.AssertAsync($"postgres://postgres@{Host}/{_database}", "is read-only", isPermanent: false);
        await Refusal.AssertAsync($"postgres://postgres@{Host},{Host}/{_database}", "cannot be used", isPermanent: false);
    }

    [Fact]
    public async Task MissingDatabaseIsPermanent() =>
        await Refusal.AssertAsync(
            $"postgres://postgres@{Host}/none", "database \"none\" does not exist", isPermanent: true);

    [Fact]
    public async Task WrongPasswordIsPermanentAndUnsaid() => await Refusal.AssertAsync(
        $"postgres://guarded:Wrong-Secret@{Host}/{_database}", "password authentication failed", isPermanent: true);

    [Fact]
    public async Task MissingPasswordIsPermanent() =>
        await Refusal.AssertAsync($"postgres://guarded@{Host}/{_database}", "password", isPermanent: true);

    [Fact]
    public async Task MissingServerIsTransient()
    {
        var port = ServerProcess.FreePort();
        await Refusal.AssertAsync(
            $"postgres://u:Secret@127.0.0.1:{port}/d", $"PostgreSQL at 127.0.0.1:{port} cannot be reached", isPermanent: false);
    }

    [Fact]
    public async Task UnknownHostIsTransient() =>
        await Refusal.AssertAsync(
            "postgres://u:Secret@host.invalid/d", "PostgreSQL at host.invalid:5432 cannot be reached", isPermanent: false);

    /// <summary>If none of several hosts is of use, one that has answered counts more than one that has not.</summary>
    [Fact]
    public async Task RefusalOfSeveralHostsIsPermanentIfAllAre()
    {
        var url = $"postgres://guarded:Wrong-Secret@{Host},localhost:{server.Port}/{_database}";
        await Refusal.AssertAsync(url, "password authentication failed", isPermanent: true);
        url = $"postgres://guarded:Wrong-Secret@127.0.0.1:{ServerProcess.FreePort()},{Host}/{_database}";
        await Refusal.AssertAsync(url, "password authentication failed", isPermanent: false);
    }

    [Fact]
    public async Task MissingEncryptionIsPermanent() =>
        await Refusal.AssertAsync($"postgres://postgres@{Host}/{_database}?sslmode=require", "SSL", isPermanent: true);
}
