using System.Globalization;
using System.Text.RegularExpressions;
using Daemonize.Cluster.PostgreSql;

namespace Daemonize.Cluster.Tests.PostgreSql;

/// <summary>What the store finds, creates and refuses when it connects.</summary>
public sealed class PostgreSqlConnectTests(PostgreSqlServer server) : IAsyncLifetime
{
    private string _database = "";

    private static CancellationToken Abandon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync();
        _database = await server.CreateDatabaseAsync();
    }

    public async ValueTask DisposeAsync() => await server.ExecuteAsync($"DROP DATABASE {_database} WITH (FORCE)");

    [Fact]
    public async Task ManyCreateTheTablesAtTheSameTime()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => ConnectAsync(), Abandon)));
        Assert.Equal(["daemonize_group", "daemonize_lease", "daemonize_member"], await TablesAsync("public"));
    }

    [Fact]
    public async Task ManyCreateTheSchemaAtTheSameTime()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => ConnectAsync("?schema=odd%22%20name"), Abandon)));
        Assert.Equal(["daemonize_group", "daemonize_lease", "daemonize_member"], await TablesAsync("odd\" name"));
        Assert.Empty(await TablesAsync("public"));
    }

    [Fact]
    public async Task SchemasAreApart()
    {
        await using var first = await OpenAsync("?schema=one");
        await using var second = await OpenAsync("?schema=two");
        var owner = Guid.NewGuid();
        var request = new LookRequest { Name = "a/b", Shards = [0], Deputy = owner, DeputyTerm = TimeSpan.FromMinutes(1) };
        await first.LookAsync(request, Abandon);
        var reply = await second.LookAsync(request with { Deputy = null }, Abandon);
        Assert.Null(Assert.Single(reply.Leases).Deputy);
        await first.MeetAsync(new() { Member = MemberOf(owner), Lease = TimeSpan.FromMinutes(1) }, Abandon);
        Assert.Single((await first.GetMembersAsync("a/b", Abandon)).Members);
        Assert.Empty((await second.GetMembersAsync("a/b", Abandon)).Members);
    }

    [Theory]
    [InlineData("ALTER TABLE daemonize_lease SET UNLOGGED", "unlogged")]
    [InlineData("ALTER TABLE daemonize_member SET UNLOGGED", "unlogged")]
    [InlineData("ALTER DATABASE {0} SET synchronous_commit = off", "synchronous_commit is off")]
    public async Task LossOfAcknowledgedWritesIsRefused(string change, string reason)
    {
        await ConnectAsync();
        await server.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, change, _database), _database);
        await AssertIsRefusedAsync(reason, isPermanent: true);
    }

    /// <summary>The server cannot be an old one here, but it can say so.</summary>
    [Fact]
    public async Task OldServerIsRefused()
    {
        await server.ExecuteAsync(
            $"""
            CREATE SCHEMA fake;
            CREATE FUNCTION fake.current_setting(name text) RETURNS text LANGUAGE sql AS
              $$ SELECT CASE name WHEN 'server_version_num' THEN '120022' ELSE pg_catalog.current_setting(name) END $$;
            ALTER DATABASE {_database} SET search_path = fake, pg_catalog, public;
            """,
            _database);
        await AssertIsRefusedAsync("version 12.22", isPermanent: true);
    }

    [Fact]
    public async Task RoleThatMayNotCreateUsesTheTablesOfAnother()
    {
        await server.ExecuteAsync($"CREATE ROLE {_database} LOGIN", _database);
        try
        {
            await AssertIsRefusedAsync("unit postgresql", isPermanent: true, user: _database);
            await server.ExecuteAsync(PostgreSqlStore.Ddl, _database);
            await AssertIsRefusedAsync("denies this user the tables", isPermanent: true, user: _database);
            var grant = Regex.Match(PostgreSqlStore.Ddl, "GRANT .* TO ").Value;
            await server.ExecuteAsync($"{grant}{_database}", _database);
            await using var store = await OpenAsync("", _database);
            Assert.Single((await store.LookAsync(new() { Name = "a/b", Shards = [0] }, Abandon)).Leases);

            await server.ExecuteAsync($"REVOKE UPDATE ON daemonize_lease FROM {_database}", _database);
            var refusal = await Assert.ThrowsAsync<ClusterStoreException>(
                async () => await store.RenewAsync(
                    new() { Name = "a/b", Owner = Guid.NewGuid(), Lease = TimeSpan.FromSeconds(9), Shards = [new(0, 1)] }, Abandon));
            Refusal.AssertIsOneLine(refusal, "permission denied for table daemonize_lease", isPermanent: true);
        }
        finally
        {
            await server.ExecuteAsync($"DROP OWNED BY {_database}; DROP ROLE {_database}", _database);
        }
    }

    [Fact]
    public async Task PasswordWithSpecialCharacters()
    {
        await server.ExecuteAsync("GRANT CREATE ON SCHEMA public TO guarded", _database);
        var password = Uri.EscapeDataString(PostgreSqlServer.Password);
        await using var store = PostgreSqlStore.Open($"postgres://guarded:{password}@127.0.0.1:{server.Port}/{_database}");
        await store.ConnectAsync(Abandon);
    }

    [Fact]
    public async Task SocketInTheUrl()
    {
        var folder = Uri.EscapeDataString(server.Folder);
        string[] urls =
        [
            $"postgres://postgres@{folder}:{server.Port}/{_database}",
            $"postgres:///{_database}?host={folder}&port={server.Port}&user=postgres",
            $"postgresql://?host={folder}&port={server.Port}&user=postgres&dbname={_database}",
        ];
        foreach (var url in urls)
        {
            await using var store = PostgreSqlStore.Open(url);
            await store.ConnectAsync(Abandon);
        }
    }

    /// <summary>The first host is down; of the others, only one takes writes.</summary>
    [Fact]
    public async Task PrimaryOfSeveralHostsIsFound()
    {
        var port = ServerProcess.FreePort();
        await using var store = PostgreSqlStore.Open($"postgres://postgres@127.0.0.1:{port},127.0.0.1:{server.Port}/{_database}");
        await store.ConnectAsync(Abandon);
        Assert.Single((await store.LookAsync(new() { Name = "a/b", Shards = [0] }, Abandon)).Leases);
    }

    private async Task ConnectAsync(string query = "") => await (await OpenAsync(query)).DisposeAsync();

    private async Task<ClusterStore> OpenAsync(string query, string user = "postgres")
    {
        var store = PostgreSqlStore.Open($"postgres://{user}@127.0.0.1:{server.Port}/{_database}{query}");
        await store.ConnectAsync(Abandon);
        return store;
    }

    private Task AssertIsRefusedAsync(string reason, bool isPermanent, string user = "postgres") =>
        Refusal.AssertAsync($"postgres://{user}@127.0.0.1:{server.Port}/{_database}", reason, isPermanent);

    private async Task<List<string>> TablesAsync(string schema)
    {
        await using var connection = await server.ConnectAsync(_database);
        await using var command = new Npgsql.NpgsqlCommand("SELECT tablename FROM pg_tables WHERE schemaname = $1 ORDER BY 1", connection);
        command.Parameters.Add(new Npgsql.NpgsqlParameter<string> { TypedValue = schema });
        await using var reader = await command.ExecuteReaderAsync(Abandon);
        var tables = new List<string>();
        while (await reader.ReadAsync(Abandon))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static ClusterMember MemberOf(Guid id) => new() { Name = "a/b", Id = id, Host = "h", ProcessId = 1, Version = "1" };
}
