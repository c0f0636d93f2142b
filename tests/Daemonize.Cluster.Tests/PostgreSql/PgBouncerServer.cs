using System.Globalization;
using System.Net.Sockets;
using Daemonize.Cluster.PostgreSql;

namespace Daemonize.Cluster.Tests.PostgreSql;

/// <summary>
/// A pgbouncer in front of the server, in transaction mode: each statement gets another of its few connections to the server, and it
/// knows nothing of what a client has set or prepared before.
/// </summary>
public sealed class PgBouncerServer(PostgreSqlServer server) : StoreServer
{
    private readonly string _folder = ServerProcess.CreateFolder("pgbouncer");
    private readonly SemaphoreSlim _turn = new(1);
    private ServerProcess? _process;
    private int _port;

    /// <summary>The URL of the database, which has another name here: the pooler translates it.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"postgresql://postgres@127.0.0.1:{_port}/pooled");

    public override ClusterStore Open() => PostgreSqlStore.Open(Url);

    public override async ValueTask StartAsync()
    {
        await server.StartAsync();
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

    public override async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _turn.Dispose();
        Directory.Delete(_folder, recursive: true);
        await base.DisposeAsync();
    }

    private async Task<ServerProcess> LaunchAsync()
    {
        _port = ServerProcess.FreePort();
        var file = Path.Combine(_folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(
            file,
            $"""
            [databases]
            pooled = host={server.Folder} port={server.Port} dbname=postgres user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {_port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 8
            max_client_conn = 1000
            """);
        var process = ServerProcess.Start(_folder, ServerProcess.Find("pgbouncer"), file);
        await process.WaitUntilReadyAsync(
            async () =>
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", _port);
                return true;
            });
        return process;
    }
}
