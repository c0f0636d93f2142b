using System.Globalization;

namespace Daemonize.Cluster;

/// <summary>A host of a store.</summary>
/// <param name="Name">The name or address, without the brackets of an IPv6 address.</param>
/// <param name="Port">The port, from 1 to 65535.</param>
internal readonly record struct StoreHost(string Name, int Port)
{
    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>[address]</c> or <c>[address]:port</c>.</summary>
    /// <exception cref="ClusterStoreException">The text is none of them.</exception>
    public static StoreHost Parse(ReadOnlySpan<char> text, int defaultPort)
    {
        var port = defaultPort;
        // An IPv6 address has colons itself.
        var colon = text[Math.Max(text.LastIndexOf(']'), 0)..].LastIndexOf(':');
        if (colon >= 0)
        {
            var start = Math.Max(text.LastIndexOf(']'), 0) + colon;
            if (!int.TryParse(text[(start + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
            {
                throw StoreUrl.Mistake("a host in the URL of the store has a port that is not a number from 1 to 65535");
            }
            text = text[..start];
        }
        var name = text.TrimStart('[').TrimEnd(']').ToString();
        return Uri.CheckHostName(name) == UriHostNameType.Unknown
            ? throw StoreUrl.Mistake("the URL of the store has a host that is not a name or an address")
            : new StoreHost(name, port);
    }

    /// <summary>The host as URLs have it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Name.Contains(':', StringComparison.Ordinal) ? $"[{Name}]" : Name)}:{Port}");
}
