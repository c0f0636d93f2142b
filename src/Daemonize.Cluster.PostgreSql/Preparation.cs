using System.Globalization;
using Npgsql;

namespace Daemonize.Cluster.PostgreSql;

/// <summary>What a store does before its first step: it checks the server, and creates the tables where they are missing.</summary>
internal sealed class Preparation(Connections connections, Tables tables)
{
    private const int OldestServer = 130_000;

    private string Place => connections.Place;

    /// <inheritdoc cref="ClusterStore.ConnectAsync"/>
    public async ValueTask RunAsync(CancellationToken abandon)
    {
        var found = await InspectAsync(abandon).ConfigureAwait(false);
        Check(found);
        if (found.Present < tables.All.Length)
        {
            var refusal = await CreateAsync(abandon).ConfigureAwait(false);
            found = await InspectAsync(abandon).ConfigureAwait(false);
            Check(found);
            if (found.Present < tables.All.Length)
            {
                throw refusal is { IsPermanent: false } ? refusal : Permanent(
                    $"{Place} lacks the tables, and this user cannot create them{(refusal is null ? "" : $" ({Reason(refusal)})")}; "
                        + Failure.HaveTablesCreated,
                    refusal);
            }
        }
    }

    private static string Reason(ClusterStoreException refusal) =>
        refusal.InnerException is PostgresException { MessageText: var text } ? text.ReplaceLineEndings(" ") : refusal.Message;

    private void Check(State found)
    {
        if (found.Version < OldestServer)
        {
            var version = string.Create(CultureInfo.InvariantCulture, $"{found.Version / 10_000}.{found.Version % 10_000}");
            throw Permanent($"{Place} has version {version}, but the store needs 13 or later; upgrade it, or use another store");
        }

        if (found.SynchronousCommit == "off")
        {
            throw Permanent(
                $"{Place} would lose slots in a crash: synchronous_commit is off; set it to on, for example with "
                    + "ALTER ROLE ... SET synchronous_commit = on");
        }

        if (found.Fleeting > 0)
        {
            throw Permanent(
                $"{Place} would lose slots in a crash: a table daemonize_* is unlogged or temporary; run ALTER TABLE ... SET LOGGED");
        }

        if (found.Denied > 0)
        {
            throw Permanent(
                $"{Place} denies this user the tables; grant SELECT, INSERT, UPDATE and DELETE on daemonize_lease, daemonize_member and "
                    + "daemonize_group");
        }
    }

    private ValueTask<State> InspectAsync(CancellationToken abandon) => connections.RunAsync(
        new Statement(Tables.InspectStatement).With(tables.All).With(Tables.AreRowsDeleted),
        static async (reader, cancel) =>
        {
            await reader.ReadAsync(cancel).ConfigureAwait(false);
            return new State(reader.GetInt32(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4));
        },
        abandon);

    /// <summary>
    /// Creates what is missing. Returns the first refusal: another process may have created the same at the same time, and a role may lack
    /// the right to create what is there already.
    /// </summary>
    private async ValueTask<ClusterStoreException?> CreateAsync(CancellationToken abandon)
    {
        ClusterStoreException? first = null;
        foreach (var statement in tables.CreateStatements())
        {
            try
            {
                await connections.RunAsync(new Statement(statement), static (_, _) => Task.FromResult(0), abandon).ConfigureAwait(false);
            }
            catch (ClusterStoreException refusal) when (refusal.InnerException is PostgresException)
            {
                first ??= refusal;
            }
        }

        return first;
    }

    private static ClusterStoreException Permanent(string message, Exception? cause = null) => new(message, cause) { IsPermanent = true };

    /// <summary>What <see cref="Tables.InspectStatement"/> has found.</summary>
    /// <param name="Version">The server's version, such as 150018.</param>
    /// <param name="SynchronousCommit">The setting synchronous_commit of the session.</param>
    /// <param name="Present">How many of the tables are there.</param>
    /// <param name="Fleeting">How many of them are lost in a crash.</param>
    /// <param name="Denied">How many of them this role may not use.</param>
    private sealed record State(int Version, string SynchronousCommit, int Present, int Fleeting, int Denied);
}
