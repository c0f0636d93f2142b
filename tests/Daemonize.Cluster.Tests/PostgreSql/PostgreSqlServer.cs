using System.Globalization;
using Daemonize.Cluster.PostgreSql;
using Npgsql;

[assembly: AssemblyFixture(typeof(Daemonize.Cluster.Tests.PostgreSql.PostgreSqlServer))]

namespace Daemonize.Cluster.Tests.PostgreSql;

/// <summary>
/// A PostgreSQL server with an empty database. Everybody may connect, except for the role <c>guarded</c> on TCP, whose password is
/// <see cref="Password"/>. It starts with the first class of tests that uses it.
/// </summary>
public sealed class PostgreSqlServer : StoreServer
{
    /// <summary>The password of the role <c>guarded</c>, with characters that a URL has to encode.</summary>
    public const string Password = "p@ss:w/rd?#&é";

    private readonly SemaphoreSlim _turn = new(1);
    private ServerProcess? _process;

    /// <summary>The folder with data and socket; empty before the start.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>The port on the loopback interface, which is also in the name of the socket.</summary>
    public int Port { get; private set; }

    /// <summary>The URL of the database, for its owner.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"postgres://postgres@127.0.0.1:{Port}/postgres");

    /// <summary>The server's process.</summary>
    public ServerProcess Process => _process!;

    public override ClusterStore Open() => PostgreSqlStore.Open(Url);

    /// <summary>Starts the server, unless it runs.</summary>
    public override async ValueTask StartAsync()
    {
        await _turn.WaitAsync();
        try
        {
            _process ??= await LaunchAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs SQL, as the owner.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Opens a separate connection for SQL, as the owner.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        var connection = new NpgsqlConnection(
            string.Create(CultureInfo.InvariantCulture, $"Host={Folder};Port={Port};Username=postgres;Database={database};Pooling=false"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Creates a database, and returns its name.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"d{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return name;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _turn.Dispose();
        if (Folder.Length > 0)
        {
            Directory.Delete(Folder, recursive: true);
        }

        await base.DisposeAsync();
    }

    /// <summary>
    /// Nothing is synchronized with the disk: the server outlives no crash of the machine, but for the statements it looks like one that
    /// does.
    /// </summary>
    private async Task<ServerProcess> LaunchAsync()
    {
        Folder = ServerProcess.CreateFolder("postgresql");
        string[] folders = [.. Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(static folder => folder + "/bin")];
        var data = Path.Combine(Folder, "data");
        await ServerProcess.RunAsync(
            Folder, ServerProcess.Find("initdb", folders), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N");
        await File.WriteAllTextAsync(
            Path.Combine(data, "pg_hba.conf"), "host all guarded all scram-sha-256\nhost all all all trust\nlocal all all trust\n");
        Port = ServerProcess.FreePort();
        var process = ServerProcess.Start(
            Folder, ServerProcess.Find("postgres", folders), "-D", data, "-k", Folder, "-h", "127.0.0.1",
            "-p", Port.ToString(CultureInfo.InvariantCulture),
            "-c", "fsync=off", "-c", "synchronous_commit=on", "-c", "max_connections=400",

            // Statements that wait for each other in a circle do so for longer than a test waits for them.
            "-c", "deadlock_timeout=60s");
        await process.WaitUntilReadyAsync(
            async () =>
            {
                await ExecuteAsync($"CREATE ROLE guarded LOGIN PASSWORD '{Password}'");
                return true;
            });
        return process;
    }
}
