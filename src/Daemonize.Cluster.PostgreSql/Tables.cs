namespace Daemonize.Cluster.PostgreSql;

/// <summary>The tables of the store, and the names by which statements find them.</summary>
internal sealed class Tables
{
    /// <summary>
    /// Rows are updated all the time and never grow: with half of each page free, a row's next version stays on its page, and no index
    /// changes. So no column of changing content may have an index.
    /// </summary>
    public const string Ddl =
        """
        -- The tables of Daemonize's clusters. They are created in the first schema of search_path; set it to have them elsewhere.
        -- What the role of the daemons needs:
        -- GRANT SELECT, INSERT, UPDATE, DELETE ON daemonize_lease, daemonize_member, daemonize_group TO role;
        CREATE TABLE IF NOT EXISTS daemonize_lease (
          name text NOT NULL,
          shard int NOT NULL,
          token bigint NOT NULL DEFAULT 0,
          owner uuid,
          host text,
          until timestamptz NOT NULL DEFAULT '-infinity',
          slot bigint NOT NULL,
          attempt int NOT NULL DEFAULT 1,
          done bigint NOT NULL,
          missed bigint NOT NULL DEFAULT 0,
          interrupted bigint NOT NULL DEFAULT 0,
          deputy uuid,
          deputy_until timestamptz NOT NULL DEFAULT '-infinity',
          PRIMARY KEY (name, shard)) WITH (fillfactor = 50);
        CREATE TABLE IF NOT EXISTS daemonize_member (
          name text NOT NULL,
          id uuid NOT NULL,
          host text NOT NULL,
          pid int NOT NULL,
          version text NOT NULL,
          options bigint NOT NULL,
          next_slot bigint,
          shards int NOT NULL,
          seen timestamptz NOT NULL,
          until timestamptz NOT NULL,
          PRIMARY KEY (name, id)) WITH (fillfactor = 50);
        CREATE TABLE IF NOT EXISTS daemonize_group (
          name text NOT NULL,
          epoch bigint NOT NULL,
          check_at timestamptz NOT NULL,
          PRIMARY KEY (name)) WITH (fillfactor = 50);
        """;

    private const string Prefix = "daemonize_";

    private readonly string _prefix;
    private readonly string? _schema;

    /// <param name="schema">The schema; null for the first of search_path.</param>
    public Tables(string? schema)
    {
        _schema = schema is null ? null : $"\"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        _prefix = _schema is null ? Prefix : $"{_schema}.{Prefix}";
    }

    /// <summary>The records of names and shards.</summary>
    public string Lease => _prefix + "lease";

    /// <summary>The records of processes.</summary>
    public string Member => _prefix + "member";

    /// <summary>What the members of a name have in common.</summary>
    public string Group => _prefix + "group";

    /// <summary>Gets the statements that create schema and tables, one after the other.</summary>
    public IEnumerable<string> CreateStatements()
    {
        if (_schema is not null)
        {
            yield return $"CREATE SCHEMA IF NOT EXISTS {_schema}";
        }

        foreach (var table in Ddl.Split("CREATE TABLE")[1..])
        {
            yield return "CREATE TABLE" + table.Replace(Prefix, _prefix, StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Gets the statement that reads what decides whether the store can be used: the server's version and settings, and how many of the
    /// tables are there, lose their content in a crash, or may not be used by this role.
    /// </summary>
    public static string InspectStatement =>
        """
        SELECT current_setting('server_version_num')::int, current_setting('synchronous_commit'),
          count(c.oid)::int, count(c.oid) FILTER (WHERE c.relpersistence <> 'p')::int,
          count(c.oid) FILTER (WHERE NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
            AND has_table_privilege(c.oid, 'UPDATE') AND (NOT t.shrinks OR has_table_privilege(c.oid, 'DELETE'))))::int
        FROM unnest($1::text[], $2::bool[]) AS t(name, shrinks) LEFT JOIN pg_catalog.pg_class AS c ON c.oid = to_regclass(t.name)
        """;

    /// <summary>All tables, in the order of <see cref="AreRowsDeleted"/>.</summary>
    public string[] All => [Lease, Member, Group];

    /// <summary>Whether statements delete rows of the tables.</summary>
    public static bool[] AreRowsDeleted => [false, true, false];
}
