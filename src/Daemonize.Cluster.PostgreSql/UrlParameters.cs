using Npgsql;

namespace Daemonize.Cluster.PostgreSql;

/// <summary>The parameters of a URL: those of libpq under their names there, and those of the client library under its own.</summary>
internal static class UrlParameters
{
    /// <summary>The parameters of libpq that have another name in the client library.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["connect_timeout"] = "Timeout",
        ["sslmode"] = "SSL Mode",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslrootcert"] = "Root Certificate",
        ["sslnegotiation"] = "SSL Negotiation",
        ["gssencmode"] = "GSS Encryption Mode",
        ["require_auth"] = "Require Auth",
        ["target_session_attrs"] = "Target Session Attributes",
        ["keepalives"] = "Tcp Keepalive",
        ["keepalives_idle"] = "Tcp Keepalive Time",
        ["keepalives_interval"] = "Tcp Keepalive Interval",
        ["krbsrvname"] = "Kerberos Service Name",
    };

    /// <summary>Adds a parameter to the settings.</summary>
    /// <exception cref="ClusterStoreException">The client library does not know it, or not its value.</exception>
    public static void Add(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        // libpq's sslmode=verify-ca is VerifyCA here, and keepalives=1 is true.
        var adapted = name switch
        {
            "sslmode" or "gssencmode" => value.Replace("-", "", StringComparison.Ordinal),
            "keepalives" => value == "0" ? "false" : "true",
            _ => value,
        };
        try
        {
            settings[Names.TryGetValue(name, out var known) ? known : name.Replace('_', ' ')] = adapted;
        }
        catch (KeyNotFoundException)
        {
            throw PostgreSqlUrl.Mistake($"the parameter {name}, which is not one of the store or of Npgsql");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw PostgreSqlUrl.Mistake($"a value of {name} that Npgsql does not accept");
        }
    }
}
