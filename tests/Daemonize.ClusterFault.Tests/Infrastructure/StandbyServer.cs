using System.Globalization;
using Npgsql;

namespace Daemonize.ClusterFault.Tests.Infrastructure;

/// <summary>An asynchronous standby of a server, which can be promoted.</summary>
internal sealed class StandbyServer : IAsyncDisposable
{
    private readonly string _folder = ServerProcess.CreateFolder("standby");
    private ServerProcess? _process;

    public int Port { get; } = ServerProcess.FreePort();

    /// <summary>Copies a running server, and starts the copy as its standby.</summary>
    public static async Task<StandbyServer> CreateAsync(PostgreSqlServer primary)
    {
        var standby = new StandbyServer();
        await File.AppendAllTextAsync(
            Path.Combine(primary.Folder, "data", "pg_hba.conf"), "local replication all trust\n", TestContext.Current.CancellationToken);
        await primary.ExecuteAsync("SELECT pg_reload_conf()");
        string[] folders = [.. Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(static folder => folder + "/bin")];
        var data = Path.Combine(standby._folder, "data");
        await ServerProcess.RunAsync(
            standby._folder, ServerProcess.Find("pg_basebackup", folders), "-h", primary.Folder, "-p", Text(primary.Port), "-U", "postgres",
            "-D", data, "-R", "-c", "fast", "--no-sync");
        standby._process = ServerProcess.Start(
            standby._folder, ServerProcess.Find("postgres", folders), "-D", data, "-k", standby._folder, "-h", "127.0.0.1",
            "-p", Text(standby.Port), "-c", "fsync=off", "-c", "max_connections=400");
        await standby._process.WaitUntilReadyAsync(async () => await standby.AskAsync("SELECT count(*) FROM pg_stat_wal_receiver") is 1L);
        return standby;
    }

    /// <summary>Receives nothing more from the primary: what that acknowledges from now on is lost when this server is promoted.</summary>
    public async Task CutOffAsync()
    {
        await AskAsync("ALTER SYSTEM SET primary_conninfo = ''");
        await AskAsync("SELECT pg_reload_conf()");
        await Wait.ForAnswerAsync(
            () => AskAsync("SELECT count(*) FROM pg_stat_wal_receiver"), static count => count is 0L, "the standby is cut off");
    }

    public Task PromoteAsync() => AskAsync("SELECT pg_promote()");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<object?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            string.Create(CultureInfo.InvariantCulture, $"Host={_folder};Port={Port};Username=postgres;Database=postgres;Pooling=false"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
