namespace Daemonize.Tool.Web;

/// <summary>
/// Refuses, before anything else, requests that a browser sends for another page: a name that was rebound to this address, a form or a
/// script of another origin, also of another port of this machine.
/// </summary>
internal static class Gate
{
    private static readonly string[] LoopbackNames = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>Gets the refusal; null for a request that may pass.</summary>
    /// <param name="request">What the headers say.</param>
    /// <param name="port">The port that the request came to; null for the socket, to which ssh(1) forwards any port.</param>
    /// <param name="publicUrl">The address behind a reverse proxy; null for none.</param>
    public static Refusal? Check(GateRequest request, int? port, Uri? publicUrl)
    {
        if (FindOrigin(request.Host, port, publicUrl) is not { } origin)
        {
            return new Refusal(421, "this address is not that of the page: open the link of 'daemonize web link'");
        }

        if (request.Origin is { } given && !string.Equals(given, origin, StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal(403, "the request comes from another page");
        }

        if (request.FetchSite is not (null or "same-origin" or "none"))
        {
            return new Refusal(403, "the request comes from another page");
        }

        return request.Method == "GET" || IsJson(request.ContentType)
            ? null
            : new Refusal(415, "the body must be JSON, with Content-Type: application/json");
    }

    /// <summary>Gets the origin of the page at a host; null if the host is not ours.</summary>
    private static string? FindOrigin(string host, int? port, Uri? publicUrl)
    {
        if (publicUrl is not null && string.Equals(host, publicUrl.Authority, StringComparison.OrdinalIgnoreCase))
        {
            return $"{publicUrl.Scheme}://{publicUrl.Authority}";
        }

        foreach (var name in LoopbackNames)
        {
            if (host.StartsWith(name, StringComparison.OrdinalIgnoreCase) && IsPort(host[name.Length..], port))
            {
                return $"http://{host}";
            }
        }

        return null;
    }

    private static bool IsPort(string text, int? port) =>
        port is { } number ? text == $":{number}" : text.Length == 0 || (text[0] == ':' && ushort.TryParse(text.AsSpan(1), out _));

    private static bool IsJson(string? contentType) =>
        contentType?.Split(';', 2)[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>What the gate looks at.</summary>
/// <param name="Method">The method of the request.</param>
/// <param name="Host">The header Host; empty for none.</param>
/// <param name="Origin">The header Origin; null for none.</param>
/// <param name="FetchSite">The header Sec-Fetch-Site; null for none.</param>
/// <param name="ContentType">The header Content-Type; null for none.</param>
internal readonly record struct GateRequest(string Method, string Host, string? Origin, string? FetchSite, string? ContentType)
{
    /// <summary>Whether a browser has sent it, which must show a token even on the socket.</summary>
    public bool IsOfBrowser => Origin is not null || FetchSite is not null;
}

/// <summary>Why a request is refused.</summary>
/// <param name="Status">The status code of the answer.</param>
/// <param name="Message">One line for the body.</param>
internal sealed record Refusal(int Status, string Message);
