using Daemonize;
using Daemonize.Cluster.PostgreSql;
using Npgsql;

namespace ClusterApp;

/// <summary>Daemons that the machines of a test share. Each notes what it does: see <see cref="Note"/>.</summary>
internal static class Daemons
{
    /// <summary>How long each part of a transaction lasts, so that a test can meet it.</summary>
    private static readonly TimeSpan Part = TimeSpan.FromMilliseconds(40);

    /// <summary>Hears of the end of its lease. A tick lasts while the file "hold" exists.</summary>
    [Daemon(Interval = "1s", AlignToClock = true, Scope = DaemonScope.Cluster, Lease = "3s", TickTimeout = "5m")]
    internal static void Shared(DaemonContext daemon, CancellationToken stop)
    {
        using var note = Note.Begin("shared", daemon);
        while (Note.MustHold && !stop.WaitHandle.WaitOne(10))
        {
        }

        note.HasHeard = stop.IsCancellationRequested;
    }

    /// <summary>Does not hear of the end of its lease. A tick lasts while the file "hold" exists.</summary>
    [Daemon(Interval = "1s", AlignToClock = true, Scope = DaemonScope.Cluster, Lease = "3s", TickTimeout = "5m")]
    internal static void Deaf(DaemonContext daemon, CancellationToken stop)
    {
        using var note = Note.Begin("deaf", daemon);
        while (Note.MustHold)
        {
            // Deaf on purpose: a wait for the token would hear.
            Thread.Sleep(10);
        }

        note.HasHeard = stop.IsCancellationRequested;
    }

    /// <summary>Is cut short by a stop. A tick lasts while the file "hold" exists.</summary>
    [Daemon(
        Interval = "1s", AlignToClock = true, Scope = DaemonScope.Cluster, Lease = "3s", Interrupted = InterruptedPolicy.Rerun,
        TickTimeout = "5m")]
    internal static void Again(DaemonContext daemon, CancellationToken stop)
    {
        using var note = Note.Begin("again", daemon);
        while (Note.MustHold && !stop.WaitHandle.WaitOne(10))
        {
        }

        note.HasHeard = stop.IsCancellationRequested;
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// Inserts its slot into the table <c>effect</c> and ends the slot in one transaction. It does not heed a stop: each slot that it has
    /// begun has its row, unless the process is killed.
    /// </summary>
    [Daemon(
        Interval = "1s", AlignToClock = true, Scope = DaemonScope.Cluster, Lease = "3s", Interrupted = InterruptedPolicy.Rerun,
        TickTimeout = "5m")]
    internal static async Task Exact(DaemonContext daemon, CancellationToken stop)
    {
        using var note = Note.Begin("exact", daemon);
        await using var connection = new NpgsqlConnection(Note.Variable("CLUSTERAPP_DATABASE"));
        await connection.OpenAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await using var insert = new NpgsqlCommand("INSERT INTO effect (slot, attempt) VALUES ($1, $2)", connection, transaction)
        {
            Parameters =
            {
                new() { Value = daemon.ScheduledAt.ToUnixTimeMilliseconds() },
                new() { Value = daemon.Attempt },
            },
        };
        await insert.ExecuteNonQueryAsync(CancellationToken.None);
        await PassAsync("inserted");
        await daemon.EndInAsync(transaction, CancellationToken.None);
        await PassAsync("ended");
        await transaction.CommitAsync(CancellationToken.None);
        await PassAsync("committed");
        note.HasHeard = stop.IsCancellationRequested;

        Task PassAsync(string what)
        {
            note.Tell(what);

            // Time in which a test kills the process: it must not end before.
            return Task.Delay(Part, CancellationToken.None);
        }
    }
}
