using System.Globalization;

namespace Daemonize.Benchmarks.Cluster;

/// <summary>
/// A PostgreSQL server with the settings of its installation, except that it counts statements, and that no checkpoint falls into a
/// measurement: the first change of a page after one writes the whole page to the WAL.
/// </summary>
internal sealed class PostgreSqlServer : IDisposable
{
    private readonly ServerProcess _process;
    private readonly string _folder = ServerProcess.CreateFolder("postgresql");
    private readonly string _psql = ServerProcess.Find("psql");

    /// <param name="addresses">The addresses at which the server listens.</param>
    public PostgreSqlServer(string addresses = "127.0.0.1")
    {
        var data = Path.Combine(_folder, "data");
        ServerProcess.Run(
            _folder, ServerProcess.Find("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale");
        File.WriteAllText(Path.Combine(data, "pg_hba.conf"), "host all all all trust\nlocal all all trust\n");
        _process = ServerProcess.Start(
            _folder, () => ServerProcess.Listens(Port), ServerProcess.Find("postgres"), "-D", data, "-k", _folder, "-h", addresses,
            "-p", Port, "-c", "max_connections=300", "-c", "checkpoint_timeout=1h", "-c", "max_wal_size=8GB",
            "-c", "shared_preload_libraries=pg_stat_statements");
        Wait.Until(IsReady, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30));
        Execute("CREATE EXTENSION pg_stat_statements");

        // What autovacuum does in the first minutes of a server is no part of a tick.
        Command.Run(ServerProcess.Find("vacuumdb"), "--all", "--analyze", "-h", _folder, "-p", Port, "-U", "postgres");
    }

    public string Port { get; } = ServerProcess.FreePort();

    /// <summary>Runs SQL and returns the only value of its answer.</summary>
    public string Execute(string sql) =>
        Command.Run(_psql, "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", _folder, "-p", Port, "-U", "postgres", "-c", sql).Trim();

    /// <summary>Creates a database, without what an earlier part of the run has left in it.</summary>
    public void CreateDatabase(string name)
    {
        Execute($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        Execute($"CREATE DATABASE {name}");
    }

    /// <summary>The bytes of WAL that the server has written.</summary>
    public long WalBytes() => long.Parse(Execute("SELECT pg_current_wal_lsn() - '0/0'"), CultureInfo.InvariantCulture);

    /// <summary>Counts the statements that were run in a database, and those that do more than begin or end a transaction.</summary>
    public (long All, long WithoutControl) CountStatements(string database)
    {
        var counts = Execute(
            $"""
            SELECT coalesce(sum(calls), 0)
              || ' ' || coalesce(sum(calls) FILTER (WHERE query !~* '^\s*(begin|start|commit|rollback|end|discard|set)\M'), 0)
            FROM pg_stat_statements JOIN pg_database AS d ON d.oid = dbid WHERE d.datname = '{database}'
            """).Split(' ');
        return (long.Parse(counts[0], CultureInfo.InvariantCulture), long.Parse(counts[1], CultureInfo.InvariantCulture));
    }

    public void Dispose() => _process.Dispose();

    private bool IsReady()
    {
        try
        {
            return Execute("SELECT 1") == "1";
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
