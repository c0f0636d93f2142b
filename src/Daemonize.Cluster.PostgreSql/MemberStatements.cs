namespace Daemonize.Cluster.PostgreSql;

/// <summary>
/// The steps on members as statements. A sign of life of a member that is known changes its own row only, and counts nobody.
/// </summary>
/// <remarks>
/// The group's row has the epoch, and a time before which no member's record ends. Only when that has passed, or when a member comes or
/// leaves, does a statement look at all members: it removes those whose record has ended, and then changes the epoch in the same
/// transaction. Such statements wait for each other at the group's row, and so who reads an epoch also reads the members that belong to it.
/// </remarks>
internal sealed class MemberStatements
{
    private const string At = LeaseStatements.At;
    private const string Now = LeaseStatements.Now;
    private const string Until = $"{At} + $9 * interval '1 millisecond'";

    public MemberStatements(Tables tables)
    {
        var count = $"(SELECT count(*) FROM {tables.Member} AS m WHERE m.name = $1 AND m.until >= {At}";
        Renew = $"""
            WITH step AS (UPDATE {tables.Member} SET {Values} WHERE name = $1 AND id = $2 AND until >= {At} RETURNING 1)
            SELECT {Now}, g.epoch, EXISTS (SELECT FROM step) AND g.check_at BETWEEN {At} AND {Until},
              CASE WHEN g.epoch IS DISTINCT FROM $10 THEN {count})::int END,
              CASE WHEN g.epoch IS DISTINCT FROM $10 THEN {count} AND m.id < $2)::int END
            FROM (VALUES (1)) AS one LEFT JOIN {tables.Group} AS g ON g.name = $1
            """;
        Admit = $"""
            WITH gone AS (DELETE FROM {tables.Member} WHERE name = $1 AND id <> $2 AND until < {At} RETURNING 1),
            known AS (SELECT FROM {tables.Member} WHERE name = $1 AND id = $2 AND until >= {At}),
            step AS (INSERT INTO {tables.Member} (name, id, host, pid, version, options, next_slot, shards, seen, until)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, {At}, {Until}) ON CONFLICT (name, id) DO UPDATE SET {Values})
            INSERT INTO {tables.Group} AS g (name, epoch, check_at) VALUES ($1, {Now}, {Until})
            ON CONFLICT (name) DO UPDATE SET
              epoch = CASE WHEN EXISTS (SELECT FROM gone) OR NOT EXISTS (SELECT FROM known)
                THEN greatest(g.epoch + 1, {Now}) ELSE g.epoch END,
              check_at = least({Until}, CASE WHEN g.check_at >= {At} THEN g.check_at
                ELSE (SELECT min(m.until) FROM {tables.Member} AS m WHERE m.name = $1 AND m.id <> $2 AND m.until >= {At}) END)
            RETURNING {Now}
            """;
        Leave = $"""
            WITH gone AS (DELETE FROM {tables.Member} WHERE name = $1 AND (id = $2 OR until < {At}) RETURNING 1)
            INSERT INTO {tables.Group} AS g (name, epoch, check_at) VALUES ($1, {Now}, {At})
            ON CONFLICT (name) DO UPDATE SET epoch = CASE WHEN EXISTS (SELECT FROM gone) THEN greatest(g.epoch + 1, {Now}) ELSE g.epoch END
            RETURNING {Now}
            """;
        Count = $"""
            SELECT g.epoch, CASE WHEN g.epoch IS DISTINCT FROM $3 THEN {count})::int END,
              CASE WHEN g.epoch IS DISTINCT FROM $3 THEN {count} AND m.id < $2)::int END
            FROM {tables.Group} AS g WHERE g.name = $1
            """;
        Read = $"""
            SELECT {Now}, m.id, m.host, m.pid, m.version, m.options, m.next_slot, m.shards, (extract(epoch FROM m.seen) * 1000)::bigint
            FROM (VALUES (1)) AS one LEFT JOIN {tables.Member} AS m ON m.name = $1 AND m.until >= {At} ORDER BY m.id
            """;
    }

    private static string Values =>
        $"host = $3, pid = $4, version = $5, options = $6, next_slot = $7, shards = $8, seen = {At}, until = {Until}";

    /// <summary>
    /// Writes the record of a member that is known, and reads the group. The third column says whether that was all: if not, the member has
    /// to be admitted. Name, id, host, process id, version, options, next slot, shards, lease, epoch.
    /// </summary>
    public string Renew { get; }

    /// <summary>Writes the record of a member, and removes those that have ended. As <see cref="Renew"/>, without the epoch.</summary>
    public string Admit { get; }

    /// <summary>Removes a member, and those that have ended. Name, id.</summary>
    public string Leave { get; }

    /// <summary>Reads the epoch, and counts if it is another. Name, id, epoch.</summary>
    public string Count { get; }

    /// <summary>Reads the members. Name.</summary>
    public string Read { get; }
}
