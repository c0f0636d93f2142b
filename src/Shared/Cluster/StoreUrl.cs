using System.Globalization;

namespace Daemonize.Cluster;

/// <summary>
/// The URL of a store in its parts: <c>scheme://user:password@host:port,host:port/path?name=value</c>. Everything after the scheme may be
/// missing. No message of it quotes what is before the path, which may have a password.
/// </summary>
internal sealed class StoreUrl
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    private StoreUrl(string scheme) => Scheme = scheme;

    /// <summary>The scheme, in lowercase.</summary>
    public string Scheme { get; }

    /// <summary>The user; null if the URL names none.</summary>
    public string? User { get; private set; }

    /// <summary>The password; null if the URL has none.</summary>
    public string? Password { get; private set; }

    /// <summary>The hosts, in the order of the URL; may be empty.</summary>
    public IReadOnlyList<StoreHost> Hosts { get; private set; } = [];

    /// <summary>The path without the slash before it and behind it; empty if there is none.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The hosts as one text for messages.</summary>
    public string Address => string.Join(',', Hosts);

    /// <summary>Reads a URL.</summary>
    /// <param name="url">The text of the URL.</param>
    /// <param name="defaultPort">The port of a host that names none.</param>
    /// <param name="parameters">The names that are allowed behind the question mark.</param>
    /// <exception cref="ClusterStoreException">The URL has a mistake.</exception>
    public static StoreUrl Parse(string url, int defaultPort, params IReadOnlyList<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(url);
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            throw Mistake("the URL of the store has no scheme");
        }
        var result = new StoreUrl(url[..colon].ToLowerInvariant());
        var rest = url.AsSpan(colon + 1);
        if (rest.StartsWith("//"))
        {
            rest = rest[2..];
            var end = rest.IndexOfAny('/', '?', '#');
            var authority = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[end..];
            result.ReadAuthority(authority, rest, defaultPort);
        }
        var query = rest.IndexOf('?');
        result.Path = Decode((query < 0 ? rest : rest[..query]).Trim('/'));
        if (query >= 0)
        {
            result.ReadParameters(rest[(query + 1)..], parameters);
        }
        return result;
    }

    /// <summary>Finds a parameter; null if the URL does not have it.</summary>
    public string? Find(string name) => _parameters.GetValueOrDefault(name);

    /// <summary>Reads a parameter that is a switch: 1 or 0, which is also the default.</summary>
    public bool Has(string name) => GetNumber(name, 0, 1) == 1;

    /// <summary>Reads a parameter that is a whole number, 0 if it is missing.</summary>
    public int GetNumber(string name, int least, int most)
    {
        if (Find(name) is not { } text)
        {
            return 0;
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Mistake(string.Create(
                CultureInfo.InvariantCulture, $"'{name}' in the URL of the store must be a number from {least} to {most}"));
    }

    /// <summary>Creates the exception for a mistake in a URL.</summary>
    public static ClusterStoreException Mistake(string message) => new(message) { IsPermanent = true };

    private void ReadAuthority(ReadOnlySpan<char> authority, ReadOnlySpan<char> rest, int defaultPort)
    {
        var at = authority.LastIndexOf('@');
        if (at < 0 && rest.Contains('@') && authority.Contains(':'))
        {
            throw Mistake("user and password in the URL of the store must be percent-encoded: %2F for '/', %3F for '?', %23 for '#'");
        }
        if (at >= 0)
        {
            var user = authority[..at];
            var colon = user.IndexOf(':');
            var name = Decode(colon < 0 ? user : user[..colon]);
            User = name.Length > 0 ? name : null;
            Password = colon < 0 ? null : Decode(user[(colon + 1)..]);
            authority = authority[(at + 1)..];
        }
        if (authority.IsEmpty)
        {
            return;
        }
        var hosts = new List<StoreHost>();
        foreach (var part in authority.Split(','))
        {
            hosts.Add(StoreHost.Parse(authority[part], defaultPort));
        }
        Hosts = hosts;
    }

    private void ReadParameters(ReadOnlySpan<char> query, IReadOnlyList<string> parameters)
    {
        foreach (var part in query.Split('&'))
        {
            var parameter = query[part];
            if (parameter.IsEmpty)
            {
                continue;
            }
            var equals = parameter.IndexOf('=');
            var name = Decode(equals < 0 ? parameter : parameter[..equals]);
            if (!parameters.Contains(name, StringComparer.Ordinal))
            {
                var known = string.Join(", ", parameters);
                throw Mistake($"the URL of the store has an unknown parameter '{name}'; {Scheme}: URLs have {known}");
            }
            if (!_parameters.TryAdd(name, equals < 0 ? "" : Decode(parameter[(equals + 1)..])))
            {
                throw Mistake($"the URL of the store has the parameter '{name}' twice");
            }
        }
    }

    private static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text);
}
