using Npgsql;

namespace Daemonize.Cluster.PostgreSql;

/// <summary>Ends a slot in the transaction that writes its result.</summary>
public static class DaemonContextExtensions
{
    /// <summary>
    /// Records the end of the tick's slot in a transaction of the database that is the store, so that the result of the slot is there
    /// exactly once: if the transaction is committed, the slot has ended and never ticks again; if not, nothing of it is there. Call it
    /// last, directly before the commit: until then the record of the lease is locked, and the lease cannot be renewed.
    /// </summary>
    /// <param name="daemon">The context of the tick.</param>
    /// <param name="transaction">A transaction of the same database, with the read-committed level or any other.</param>
    /// <param name="cancellationToken">Cancels the statement, not the transaction.</param>
    /// <returns>A task for the end of the statement.</returns>
    /// <exception cref="ClusterStoreException">The lease is over, or the slot has ended before: roll the transaction back.</exception>
    /// <exception cref="InvalidOperationException">
    /// The tick has no slot in a PostgreSQL store: it was requested, its daemon is in no cluster, or its cluster has another store. Or
    /// other ticks may run at the same time (<see cref="OverlapPolicy.Parallel"/>), so that the end of one says nothing of those before it.
    /// </exception>
    /// <exception cref="NpgsqlException">The database did not answer, or answered with an error.</exception>
    public static async Task EndInAsync(
        this DaemonContext daemon, NpgsqlTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(daemon);
        ArgumentNullException.ThrowIfNull(transaction);
        var connection = transaction.Connection ?? throw new InvalidOperationException("the transaction is over");
        if (daemon.Claim is not { Store: PostgreSqlStore store } claim)
        {
            throw new InvalidOperationException("the tick has no slot in a PostgreSQL store");
        }

        if (!claim.IsAlone)
        {
            throw new InvalidOperationException("ticks of this daemon may run at the same time (Overlap = Parallel); use another Overlap");
        }

        var command = store.EndStatement(claim).CreateCommand(connection);
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            if (await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 0)
            {
                throw new ClusterStoreException(
                    $"the lease with token {claim.Token} is over, or its slot has ended; another process has it now, so roll back");
            }
        }
    }
}
