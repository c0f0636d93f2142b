using Daemonize.Cluster;
using Daemonize.Cluster.PostgreSql;
using Npgsql;

[assembly: ClusterStoreProvider(typeof(PostgreSqlStore), "postgres", "postgresql")]

namespace Daemonize.Cluster.PostgreSql;

/// <summary>
/// Keeps the leases of a cluster in a PostgreSQL database, version 13 or later. Each step is one statement that needs nothing of its
/// session: a pooler in transaction mode works too.
/// </summary>
public sealed class PostgreSqlStore : ClusterStore, IClusterStoreProvider
{
    private readonly Connections _connections;
    private readonly Tables _tables;
    private readonly LeaseStatements _leases;
    private readonly MemberStatements _members;

    private PostgreSqlStore(PostgreSqlUrl url)
    {
        _connections = new(url);
        _tables = new(url.Schema);
        _leases = new(_tables);
        _members = new(_tables);
    }

    /// <summary>
    /// The statements that create the tables, for a database in which the role of the daemons may not. The store runs them itself where the
    /// tables are missing.
    /// </summary>
    public static string Ddl => Tables.Ddl;

    /// <summary>The same as <see cref="Ddl"/>, for <c>unit postgresql</c>.</summary>
    public static string Setup => Ddl;

    /// <summary>Opens a store, without connecting to it.</summary>
    /// <param name="url">
    /// The URL as libpq reads it: <c>postgres://user:password@host:port/database?schema=name</c>, also with several hosts separated by
    /// commas, or with a percent-encoded folder of Unix sockets as the host. Without a schema, the tables are in the first one of
    /// search_path. Other parameters are those of libpq and of Npgsql, such as <c>sslmode</c>.
    /// </param>
    /// <returns>The store.</returns>
    /// <exception cref="ClusterStoreException">The URL has a mistake.</exception>
    public static ClusterStore Open(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new PostgreSqlStore(PostgreSqlUrl.Parse(url));
    }

    /// <inheritdoc/>
    public override ValueTask ConnectAsync(CancellationToken abandon) => new Preparation(_connections, _tables).RunAsync(abandon);

    /// <inheritdoc/>
    public override async ValueTask<LeaseReply> LookAsync(LookRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        int[] shards = [.. request.Shards.Distinct()];
        while (true)
        {
            var look = request.Deputy is { } deputy
                ? new Statement(_leases.Deputize).With(request.Name).With(shards).With(deputy).With(request.DeputyTerm)
                : new Statement(_leases.Read).With(request.Name).With(shards);
            var reply = await RunAsync(look, abandon).ConfigureAwait(false);
            if (reply.Leases.Count == shards.Length)
            {
                return reply;
            }

            // Only the first look ever comes here: it costs no other anything.
            var create = new Statement(_leases.Create).With(request.Name).With(shards);
            await _connections.RunAsync(create, static (_, _) => Task.FromResult(0), abandon).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> TakeAsync(TakeRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(
            WithTokens(_leases.Take, request.Name, request.Shards).With(request.Owner).With(request.Host).With(request.Lease), abandon);
    }

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> BeginAsync(BeginRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        var shards = request.Shards;
        return RunAsync(
            new Statement(_leases.Begin)
                .With(request.Name)
                .With(shards.Select(static shard => shard.Shard).ToArray())
                .With(shards.Select(static shard => shard.Token).ToArray())
                .With(request.Owner)
                .With(shards.Select(static shard => shard.Slot).ToArray())
                .With(shards.Select(static shard => shard.Attempt).ToArray())
                .With(shards.Select(static shard => shard.Passed).ToArray())
                .With(request.Lease)
                .With(shards.Select(static shard => shard.Ended).ToArray()),
            abandon);
    }

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> RenewAsync(RenewRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(WithTokens(_leases.Renew, request.Name, request.Shards).With(request.Owner).With(request.Lease), abandon);
    }

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> EndAsync(EndRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        var shards = request.Shards;
        return RunAsync(
            new Statement(_leases.End)
                .With(request.Name)
                .With(shards.Select(static shard => shard.Shard).ToArray())
                .With(shards.Select(static shard => shard.Token).ToArray())
                .With(request.Owner)
                .With(shards.Select(static shard => shard.Slot).ToArray())
                .With(shards.Select(static shard => shard.Interrupted).ToArray())
                .With(shards.Select(static shard => shard.Releases).ToArray()),
            abandon);
    }

    /// <inheritdoc/>
    public override ValueTask<MeetReply> MeetAsync(MeetRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Members(_connections, _members).MeetAsync(request, abandon);
    }

    /// <inheritdoc/>
    public override ValueTask<MembersReply> GetMembersAsync(string name, CancellationToken abandon) =>
        new Members(_connections, _members).GetAsync(name, abandon);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _connections.DisposeAsync();

    /// <summary>
    /// Gets the statement that ends a slot in a transaction of the user; it changes no row if the slot is not the caller's.
    /// </summary>
    internal Statement EndStatement(SlotClaim claim) =>
        new Statement(_leases.EndIn).With(claim.Name).With(claim.Shard).With(claim.Owner).With(claim.Token).With(claim.Slot);

    private static Statement WithTokens(string text, string name, IReadOnlyList<ShardToken> shards) => new Statement(text)
        .With(name)
        .With(shards.Select(static shard => shard.Shard).ToArray())
        .With(shards.Select(static shard => shard.Token).ToArray());

    private ValueTask<LeaseReply> RunAsync(Statement statement, CancellationToken abandon) =>
        _connections.RunAsync(statement, ReadAsync, abandon);

    /// <summary>The time is in every row, and the rest of the only row is null if there is no record.</summary>
    private static async Task<LeaseReply> ReadAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var now = 0L;
        var leases = new List<Lease>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            now = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
            {
                leases.Add(ReadLease(reader));
            }
        }

        return new(now, leases);
    }

    private static Lease ReadLease(NpgsqlDataReader reader) => new()
    {
        Shard = reader.GetInt32(1),
        Token = reader.GetInt64(2),
        Owner = reader.IsDBNull(3) ? null : reader.GetGuid(3),
        Host = reader.IsDBNull(4) ? null : reader.GetString(4),
        Until = ReadTime(reader, 5),
        Slot = reader.GetInt64(6),
        Attempt = reader.GetInt32(7),
        Done = reader.GetInt64(8),
        Missed = reader.GetInt64(9),
        Interrupted = reader.GetInt64(10),
        Deputy = reader.IsDBNull(11) ? null : reader.GetGuid(11),
        DeputyUntil = ReadTime(reader, 12),
    };

    /// <summary>
    /// Reads a time of whole milliseconds, as milliseconds since the Unix epoch; 0 instead of -infinity, which a lease has that never was
    /// taken.
    /// </summary>
    private static long ReadTime(NpgsqlDataReader reader, int column)
    {
        var time = reader.GetDateTime(column);
        return time == DateTime.MinValue ? 0 : (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
    }
}
