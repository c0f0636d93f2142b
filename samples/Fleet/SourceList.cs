using Daemonize;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fleet;

/// <summary>Work for one host: the list of sources. The other hosts stand by, and one of them takes over.</summary>
internal static class SourceList
{
    /// <summary>Keeps the table of sources up to date with the file sources.txt next to the program.</summary>
    /// <param name="database">-d, The database of the articles, as Npgsql reads it: Host=db;Username=fleet;Database=news.</param>
    /// <param name="daemon">The slot of the tick.</param>
    /// <param name="logger">Writes to the daemon's log.</param>
    /// <param name="stopping">Is cancelled when the daemon is to stop, or when the lease is lost.</param>
    [Daemon(Name = "sources", Interval = "5s", AlignToClock = true, Scope = DaemonScope.Cluster, Lease = "5s")]
    internal static async Task Update(string database, DaemonContext daemon, ILogger logger, CancellationToken stopping)
    {
        var sources = await Source.ReadListAsync(Path.Combine(AppContext.BaseDirectory, "sources.txt"), stopping);
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(stopping);

        // It changes nothing if it is done twice, so it needs no more than a statement.
        await using var command = new NpgsqlCommand(
            """
            WITH listed AS (SELECT * FROM unnest($1::int[], $2::text[]) AS l (id, name)),
            gone AS (DELETE FROM source WHERE id NOT IN (SELECT id FROM listed)),
            changed AS (INSERT INTO source (id, name) SELECT id, name FROM listed
              ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE source.name <> excluded.name)
            INSERT INTO listing (slot, host, sources) VALUES ($3, $4, $5)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = sources.Select(static source => source.Id).ToArray() },
                new() { Value = sources.Select(static source => source.Name).ToArray() },
                new() { Value = daemon.ScheduledAt },
                new() { Value = Environment.MachineName },
                new() { Value = sources.Count },
            },
        };
        await command.ExecuteNonQueryAsync(stopping);
        logger.LogInformation("{Count} sources", sources.Count);
    }
}
