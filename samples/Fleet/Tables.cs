using Daemonize;
using Npgsql;

namespace Fleet;

/// <summary>The statements for the tables of <c>tables.sql</c>.</summary>
internal static class Tables
{
    /// <summary>Returns the sources of a shard: those with <c>id % Shards == Shard</c>.</summary>
    public static async Task<List<Source>> FindSourcesAsync(
        NpgsqlConnection connection, DaemonContext daemon, CancellationToken stopping)
    {
        await using var command = new NpgsqlCommand("SELECT id, name FROM source WHERE id % $1 = $2 ORDER BY id", connection)
        {
            Parameters = { new() { Value = daemon.Shards }, new() { Value = daemon.Shard } },
        };
        await using var reader = await command.ExecuteReaderAsync(stopping);
        var sources = new List<Source>();
        while (await reader.ReadAsync(stopping))
        {
            sources.Add(new(reader.GetInt32(0), reader.GetString(1)));
        }

        return sources;
    }

    /// <summary>Inserts the articles of a tick, and a row that says which host has fetched them.</summary>
    public static async Task InsertAsync(
        List<Article> articles, NpgsqlTransaction transaction, DaemonContext daemon, CancellationToken stopping)
    {
        await using var command = new NpgsqlCommand(
            """
            WITH visited AS (INSERT INTO visit (shard, slot, attempt, host) VALUES ($1, $2, $3, $4))
            INSERT INTO article (source, number, title) SELECT * FROM unnest($5::int[], $6::bigint[], $7::text[])
            """,
            transaction.Connection,
            transaction)
        {
            Parameters =
            {
                new() { Value = daemon.Shard },
                new() { Value = daemon.ScheduledAt },
                new() { Value = daemon.Attempt },
                new() { Value = Environment.MachineName },
                new() { Value = articles.Select(static article => article.SourceId).ToArray() },
                new() { Value = articles.Select(static article => article.Number).ToArray() },
                new() { Value = articles.Select(static article => article.Title).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(stopping);
    }
}
