using System.Globalization;
using Npgsql;

namespace Daemonize.Cluster.PostgreSql;

/// <summary>
/// The URL of a store, as libpq reads it: <c>postgres://user:password@host:port/database?parameter=value</c>, also with several hosts, or
/// with a folder of Unix sockets as the host. See "Connection URIs" in the documentation of PostgreSQL.
/// </summary>
internal sealed class PostgreSqlUrl
{
    private const string Form = "write postgres://USER@HOST:PORT/DATABASE";
    private const string Encode = "a password's /, ?, # and @ have to be percent-encoded";
    private const string SocketFolder = "/var/run/postgresql";

    private PostgreSqlUrl(NpgsqlConnectionStringBuilder settings, string? schema)
    {
        Settings = settings;
        Schema = schema;
    }

    /// <summary>What the client library gets. Its text has the password.</summary>
    public NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>The schema of the tables; null for the first of search_path.</summary>
    public string? Schema { get; }

    /// <summary>Reads a URL.</summary>
    /// <exception cref="ClusterStoreException">The URL has a mistake. The message has no part that may be a password.</exception>
    public static PostgreSqlUrl Parse(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            throw Mistake("no host");
        }

        var (beforeQuery, query) = Split(url[(start + 3)..], '?');
        var (authority, database) = Split(beforeQuery, '/');
        if (!authority.Contains('@', StringComparison.Ordinal) && url.Contains('@', StringComparison.Ordinal))
        {
            // What follows may be a password: no message may name a part of it.
            throw Mistake($"an @ after a / or a ?; {Encode}");
        }

        var user = authority[..Math.Max(0, authority.LastIndexOf('@'))];
        var settings = new NpgsqlConnectionStringBuilder
        {
            // A pooler may give each statement another session: nothing must be set in one, reset, or prepared.
            NoResetOnClose = true,
            MaxAutoPrepare = 0,
            ApplicationName = "daemonize",

            // A server that is gone without a word must not keep connections that wait for it.
            TcpKeepAlive = true,
            TcpKeepAliveTime = 30,
            TcpKeepAliveInterval = 10,
        };
        AddHosts(settings, authority[(authority.LastIndexOf('@') + 1)..]);
        AddUser(settings, user);
        if (database.Length > 0)
        {
            settings.Database = Decode(database, "database");
        }

        var schema = AddParameters(settings, query);
        settings.Host ??= Environment.GetEnvironmentVariable("PGHOST") ?? (Directory.Exists(SocketFolder) ? SocketFolder : "localhost");
        Adapt(settings, settings.Host);
        return new(settings, schema);
    }

    /// <summary>The server, for messages: its hosts, without user and password.</summary>
    public string Place => Settings.Host!.Contains(',', StringComparison.Ordinal) || Settings.Host.StartsWith('/')
        ? $"PostgreSQL at {Settings.Host}"
        : $"PostgreSQL at {Settings.Host}:{Settings.Port}";

    /// <summary>Whether the client library has to choose a server.</summary>
    public bool IsChoice => Settings.TargetSessionAttributes is not null;

    private static void AddHosts(NpgsqlConnectionStringBuilder settings, string hosts)
    {
        if (hosts.Length == 0)
        {
            return;
        }

        var list = hosts.Split(',').Select(ParseHost).ToList();
        if (list is [var (name, port)])
        {
            settings.Host = name.Trim('[', ']');
            settings.Port = port ?? settings.Port;
            return;
        }

        settings.Host = string.Join(
            ',', list.Select(static host => FormattableString.Invariant($"{host.Name}{(host.Port is null ? "" : ":")}{host.Port}")));
    }

    private static (string Name, int? Port) ParseHost(string text)
    {
        // Colons in brackets belong to an address of IPv6.
        var colon = text.LastIndexOf(':');
        if (colon < 0 || colon < text.LastIndexOf(']'))
        {
            return (Decode(text, "host"), null);
        }

        var isNumber = int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        return isNumber && port is > 0 and < 65536
            ? (Decode(text[..colon], "host"), port)
            : throw Mistake($"a port that is no number from 1 to 65535; {Encode}");
    }

    private static void AddUser(NpgsqlConnectionStringBuilder settings, string user)
    {
        var (name, password) = Split(user, ':');
        if (name.Length > 0)
        {
            settings.Username = Decode(name, "user");
        }

        if (password.Length > 0)
        {
            settings.Password = Decode(password, "password");
        }
    }

    /// <summary>Adds the parameters of the query. Returns the schema.</summary>
    private static string? AddParameters(NpgsqlConnectionStringBuilder settings, string query)
    {
        string? schema = null;
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, text) =
                pair.Contains('=', StringComparison.Ordinal) ? Split(pair, '=') : throw Mistake("a parameter without a value");
            name = Decode(name, "name of a parameter");
            var value = Decode(text, name);
            if (name == "schema")
            {
                schema = value.Length > 0 ? value : throw Mistake("an empty schema");
            }
            else
            {
                UrlParameters.Add(settings, name, value);
            }
        }

        return schema;
    }

    private static void Adapt(NpgsqlConnectionStringBuilder settings, string hosts)
    {
        // Of several hosts, only that which writes is of use; after a failover it has to be found soon.
        if (hosts.Contains(',', StringComparison.Ordinal))
        {
            settings.TargetSessionAttributes ??= "read-write";
            settings.HostRecheckSeconds = 1;
        }

        // A Unix socket refuses the options of TCP.
        if (hosts.Contains('/', StringComparison.Ordinal))
        {
            (settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (false, 0, 0);
        }
    }

    private static string Decode(string text, string what)
    {
        var decoded = Uri.UnescapeDataString(text);
        return decoded.Contains('\0', StringComparison.Ordinal) ? throw Mistake($"a zero character ({what})") : decoded;
    }

    private static (string Before, string After) Split(string text, char separator) => text.IndexOf(separator) is >= 0 and var index
        ? (text[..index], text[(index + 1)..])
        : (text, "");

    /// <summary>Describes a mistake. The text must have no part of a password.</summary>
    public static ClusterStoreException Mistake(string what) =>
        new($"the URL of the cluster's store has {what}; {Form}") { IsPermanent = true };
}
