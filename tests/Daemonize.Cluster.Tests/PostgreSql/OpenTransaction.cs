using Npgsql;

namespace Daemonize.Cluster.Tests.PostgreSql;

/// <summary>A transaction of somebody else, which commits when it is disposed of.</summary>
internal sealed class OpenTransaction(NpgsqlConnection connection) : IAsyncDisposable
{
    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync("COMMIT");
        await connection.DisposeAsync();
    }
}
