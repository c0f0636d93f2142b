namespace Daemonize.Cluster.PostgreSql;

/// <summary>
/// The steps on records as statements. Each is a separate transaction and needs nothing of its session: a pooler may give it any.
/// </summary>
/// <remarks>
/// <para>
/// The time is that of the statement's arrival, in whole milliseconds: one value for all conditions and effects, and never later than the
/// true time, however long the statement then waits for a lock.
/// </para>
/// <para>
/// A statement that has waited may be carried out after a later one of the same owner: it must not shorten the lease that the later one has
/// granted.
/// </para>
/// <para>
/// The rows are locked in the order of their shards before any is changed: two statements on the same rows in different orders would
/// otherwise wait for each other. The lock of a row also brings its latest version, for which PostgreSQL evaluates the condition again.
/// </para>
/// </remarks>
internal sealed class LeaseStatements
{
    /// <summary>The time of the statement, as a timestamp.</summary>
    public const string At = "date_trunc('milliseconds', statement_timestamp())";

    /// <summary>The same in milliseconds since the Unix epoch. The cast rounds, because older servers compute with a double.</summary>
    public const string Now = $"(extract(epoch FROM {At}) * 1000)::bigint";

    private const string Columns =
        """
        l.shard, l.token, l.owner, l.host, l.until, l.slot, l.attempt, l.done, l.missed, l.interrupted, l.deputy, l.deputy_until
        """;

    /// <summary>
    /// The same two as subqueries, which PostgreSQL evaluates once in a statement: the expressions themselves once in each row, which takes
    /// most of the time of a statement on many rows.
    /// </summary>
    private const string AtOnce = $"(SELECT {At})";

    private const string NowOnce = $"(SELECT {Now})";

    /// <summary>
    /// A deputy looks at each slot, and needs no new term while more than half of the last one is left: such a look only reads.
    /// </summary>
    private const string MayDeputize =
        $"""
        l.deputy IS NULL OR l.deputy_until < {AtOnce} OR l.deputy = l.owner OR l.deputy = $3 AND l.deputy_until
          NOT BETWEEN {AtOnce} + $4 * interval '500 microseconds' AND {AtOnce} + $4 * interval '1 millisecond'
        """;

    /// <summary>The reply has a row for the time also if it has no record.</summary>
    private const string Reply = $"SELECT {NowOnce}, step.* FROM (VALUES (1)) AS one LEFT JOIN step ON true";

    public LeaseStatements(Tables tables)
    {
        Read = $"""
            WITH step AS (SELECT {Columns} FROM {tables.Lease} AS l WHERE l.name = $1 AND l.shard = ANY($2::int[]))
            {Reply}
            """;
        Create = $"""
            INSERT INTO {tables.Lease} (name, shard, slot, done)
            SELECT $1, r.shard, {NowOnce}, {NowOnce} FROM unnest($2::int[]) AS r(shard) ORDER BY r.shard
            ON CONFLICT (name, shard) DO NOTHING
            """;
        Deputize = $"""
            WITH {Locked(tables, "unnest($2::int[]) AS r(shard)", MayDeputize)},
            changed AS (UPDATE {tables.Lease} AS l SET deputy = $3, deputy_until = {AtOnce} + $4 * interval '1 millisecond'
              FROM locked AS r WHERE l.name = $1 AND l.shard = r.shard RETURNING {Columns}),
            step AS (SELECT * FROM changed UNION ALL SELECT {Columns} FROM {tables.Lease} AS l
              WHERE l.name = $1 AND l.shard = ANY($2::int[]) AND l.shard NOT IN (SELECT shard FROM locked))
            {Reply}
            """;
        Take = Change(
            tables,
            "unnest($2::int[], $3::bigint[]) AS r(shard, token)",
            $"l.token = r.token AND (l.owner IS NULL OR l.until < {AtOnce} OR l.owner = $4)",
            $"owner = $4, host = $5, token = greatest(l.token + 1, {NowOnce}), until = {AtOnce} + $6 * interval '1 millisecond'");
        Begin = Change(
            tables,
            "unnest($2::int[], $3::bigint[], $5::bigint[], $6::int[], $7::bigint[], $9::bigint[])"
                + " AS r(shard, token, slot, attempt, passed, ended)",
            "l.owner = $4 AND l.token = r.token AND l.done < r.slot"
                + " AND (l.slot < r.slot OR l.slot = r.slot AND r.attempt BETWEEN l.attempt AND l.attempt + 1)",
            $"""
            slot = CASE WHEN r.slot <= {NowOnce} THEN r.slot ELSE l.slot END,
            attempt = CASE WHEN r.slot <= {NowOnce} THEN r.attempt ELSE l.attempt END,
            done = greatest(l.done, r.ended),
            missed = l.missed + CASE WHEN r.slot <= {NowOnce} AND l.slot < r.slot THEN r.passed ELSE 0 END,
            until = greatest(l.until, {AtOnce} + $8 * interval '1 millisecond')
            """);
        Renew = Change(
            tables,
            "unnest($2::int[], $3::bigint[]) AS r(shard, token)",
            "l.owner = $4 AND l.token = r.token",
            $"until = greatest(l.until, {AtOnce} + $5 * interval '1 millisecond')");
        End = Change(
            tables,
            "unnest($2::int[], $3::bigint[], $5::bigint[], $6::int[], $7::bool[]) AS r(shard, token, slot, interrupted, releases)",
            "l.owner = $4 AND l.token = r.token",
            """
            done = greatest(l.done, r.slot),
            interrupted = l.interrupted + CASE WHEN l.done < r.slot THEN r.interrupted ELSE 0 END,
            owner = CASE WHEN r.releases THEN NULL ELSE l.owner END
            """);
        EndIn = $"""
            UPDATE {tables.Lease} SET done = $5
            WHERE name = $1 AND shard = $2 AND owner = $3 AND token = $4 AND slot = $5 AND done < $5
            """;
    }

    /// <summary>Ends one slot that is open. Name, shard, owner, token, slot.</summary>
    public string EndIn { get; }

    /// <summary>Reads the records that exist. Name, shards.</summary>
    public string Read { get; }

    /// <summary>Creates the records that do not exist. Name, shards.</summary>
    public string Create { get; }

    /// <summary>Reads the records that exist, after the caller has become the deputy where it can. Name, shards, deputy, term.</summary>
    public string Deputize { get; }

    /// <summary>Name, shards, tokens, owner, host, lease.</summary>
    public string Take { get; }

    /// <summary>Name, shards, tokens, owner, slots, attempts, passed, lease.</summary>
    public string Begin { get; }

    /// <summary>Name, shards, tokens, owner, lease.</summary>
    public string Renew { get; }

    /// <summary>Name, shards, tokens, owner, slots, interrupted, releases.</summary>
    public string End { get; }

    private static string Change(Tables tables, string request, string condition, string effect) =>
        $"""
        WITH {Locked(tables, request, condition)},
        step AS (UPDATE {tables.Lease} AS l SET {effect} FROM locked AS r WHERE l.name = $1 AND l.shard = r.shard RETURNING {Columns})
        {Reply}
        """;

    /// <summary>The shards are there twice: PostgreSQL looks up those of the array in the index, and does not read the others.</summary>
    private static string Locked(Tables tables, string request, string condition) =>
        $"""
        locked AS (SELECT r.* FROM {tables.Lease} AS l JOIN {request} ON l.shard = r.shard
          WHERE l.name = $1 AND l.shard = ANY($2::int[]) AND ({condition}) ORDER BY l.shard FOR NO KEY UPDATE OF l)
        """;
}
