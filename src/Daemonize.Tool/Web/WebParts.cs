using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Daemonize.Tool.Web;

/// <summary>What all requests of the daemon share.</summary>
/// <param name="Options">How the page is served.</param>
/// <param name="Logger">The log of the daemon.</param>
/// <param name="Time">The clock of the daemon.</param>
/// <param name="Stopping">Is cancelled when the daemon is to stop.</param>
internal sealed record WebParts(WebOptions Options, ILogger Logger, TimeProvider Time, CancellationToken Stopping)
{
    private const string Bearer = "Bearer ";

    public Sessions Sessions { get; } = new(Time);

    public VerbCalls Calls { get; } = new(Logger, Time) { Fleet = Options.Fleet };

    public required SnapshotFeed Feed { get; init; }

    /// <summary>The port of 127.0.0.1 that the page is on.</summary>
    public required int Port { get; init; }

    /// <summary>The key for the socket; null if none is needed, because no reverse proxy uses the socket.</summary>
    public string? Key { get; init; }

    /// <summary>Gets the address of the page.</summary>
    public string Url => Options.Public?.AbsoluteUri ?? $"http://127.0.0.1:{Port}/";

    /// <summary>Finds who has sent a request; null if that is not known.</summary>
    public Caller? FindCaller(HttpRequest request, GateRequest headers, WebConnection from)
    {
        var given = request.Headers.Authorization.ToString();
        var token = given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? given[Bearer.Length..].Trim() : null;
        if (token is not null && Sessions.TryUse(token) is { } session)
        {
            return CallerOf(session);
        }

        // The kernel says who is on the other end of the socket: that proves as much as a token, unless it is a browser, which sends
        // requests for pages of others, or a reverse proxy.
        return from is { Kind: WebListenerKind.Socket, User: { } user } && !headers.IsOfBrowser && IsKey(token)
            ? new Caller($"uid {user} on the socket", Session: null, Options.WhyReadOnly)
            : null;
    }

    /// <summary>Describes the caller who has a session.</summary>
    public Caller CallerOf(Session session)
    {
        var whyNot = session.MayAct ? null : "this link is only for looking; 'daemonize web link' prints another";
        return new Caller($"session {session.Number}", session, Options.WhyReadOnly ?? whyNot);
    }

    private bool IsKey(string? token) => Key is null
        ? token is null
        : token is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(token));
}
