using Daemonize;
using Daemonize.Cluster.PostgreSql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fleet;

/// <summary>Work for all hosts: each fetches the sources of its shards.</summary>
internal static class Fetcher
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>Fetches what the sources of a shard have published since the slot before, and stores it exactly once.</summary>
    /// <param name="database">-d, The database of the articles, as Npgsql reads it: Host=db;Username=fleet;Database=news.</param>
    /// <param name="daemon">The shard and the slot of the tick.</param>
    /// <param name="logger">Writes to the daemon's log.</param>
    /// <param name="stopping">Is cancelled when the daemon is to stop, or when the lease of the shard is lost.</param>
    [Daemon(
        Interval = "2s", AlignToClock = true, Shards = 12, Lease = "5s", Missed = MissedPolicy.All, Interrupted = InterruptedPolicy.Rerun)]
    internal static async Task Fetch(string database, DaemonContext daemon, ILogger logger, CancellationToken stopping)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(stopping);
        var articles = new List<Article>();
        foreach (var source in await Tables.FindSourcesAsync(connection, daemon, stopping))
        {
            articles.AddRange(await Feed.FetchAsync(source, daemon.ScheduledAt - Period, daemon.ScheduledAt, stopping));
        }

        // The articles and the end of the slot are in the database together, or not at all. Whichever process dies at whichever moment,
        // the slot ticks again if they are not, and never again if they are.
        await using var transaction = await connection.BeginTransactionAsync(stopping);
        await Tables.InsertAsync(articles, transaction, daemon, stopping);
        await daemon.EndInAsync(transaction, stopping);
        await transaction.CommitAsync(stopping);
        logger.LogInformation("shard {Shard}: {Count} articles", daemon.Shard, articles.Count);
    }
}
