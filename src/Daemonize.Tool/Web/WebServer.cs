using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Daemonize.Tool.Web;

/// <summary>Answers requests: the gate, then who it is, then the file or the part of the API that the path names.</summary>
/// <param name="parts">What all requests share.</param>
internal sealed class WebServer(WebParts parts) : IHttpApplication<HttpContext>
{
    private const string ApiRoot = "/api/v1/";

    private readonly SessionApi _session = new(parts);
    private readonly DaemonApi _daemons = new(parts);
    private readonly StreamApi _streams = new(parts);
    private readonly CallApi _calls = new(parts);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        Answer.SetHeaders(context.Response);
        try
        {
            await AnswerAsync(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await Answer.RefuseAsync(context, exception.StatusCode, exception.Message);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (DaemonException exception) when (!context.Response.HasStarted)
        {
            await Answer.RefuseAsync(context, StatusCodes.Status500InternalServerError, exception.Message);
        }
        catch (Exception exception)
        {
            parts.Logger.RequestFailed(context.Request.Path.ToUriComponent(), exception);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            await Answer.RefuseAsync(
                context, StatusCodes.Status500InternalServerError, "the request failed; the log of daemonize-web says why");
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        var from = context.Features.Get<WebConnection>()!;
        var (method, path) = (context.Request.Method, PathOf(context));
        if (from.Kind == WebListenerKind.Metrics)
        {
            return method == "GET" && path == "/metrics" ? MetricsAsync(context) : NotFoundAsync(context);
        }

        var request = GateRequestOf(context.Request);
        if (Gate.Check(request, from.Port, parts.Options.Public) is { } refusal)
        {
            return Answer.RefuseAsync(context, refusal);
        }

        var web = new WebRequest(context, from, parts.FindCaller(context.Request, request, from));
        if (path is null)
        {
            return NotFoundAsync(context);
        }

        if (!path.StartsWith(ApiRoot, StringComparison.Ordinal) && path != "/metrics")
        {
            return method == "GET" ? PageFiles.AnswerAsync(context, path) : NotAllowedAsync(context);
        }

        var isLogin = (method, path) == ("POST", ApiRoot + "session");
        return isLogin ? _session.BeginAsync(web)
            : web.Caller is null ? UnknownAsync(context)
            : path == "/metrics" ? MetricsAsync(context)
            : AnswerApiAsync(web, method, path[ApiRoot.Length..].Split('/'));
    }

    private Task AnswerApiAsync(WebRequest request, string method, string[] path) => (method, path) switch
    {
        ("GET", ["session"]) => _session.ShowAsync(request),
        ("DELETE", ["session"]) => _session.EndAsync(request),
        ("POST", ["links"]) => _session.LinkAsync(request),
        ("GET", ["daemons"]) => _daemons.ListAsync(request),
        ("GET", ["daemons", var id]) => _daemons.ShowAsync(request, id),
        ("GET", ["daemons", var id, "ticks"]) => _daemons.TicksAsync(request, id),
        ("GET", ["daemons", var id, "log"]) => DaemonApi.LogAsync(request, id),
        ("GET", ["events"]) => _streams.AllAsync(request),
        ("GET", ["daemons", var id, "events"]) => _streams.OneAsync(request, id),
        ("POST", ["daemons", var id, var verb]) => _calls.BeginAsync(request, id, verb),
        ("GET", ["calls"]) => _calls.ListAsync(request),
        ("GET", ["calls", var id]) => _calls.ShowAsync(request, id),
        ("GET" or "POST" or "DELETE", _) => NotFoundAsync(request.Context),
        _ => NotAllowedAsync(request.Context),
    };

    private string? PathOf(HttpContext context) =>
        RequestPath.Of(context.Features.Get<IHttpRequestFeature>()!.RawTarget, parts.Options.Public?.AbsolutePath);

    private static GateRequest GateRequestOf(HttpRequest request) => new(
        request.Method, request.Headers.Host.ToString(), Optional(request.Headers.Origin), Optional(request.Headers["Sec-Fetch-Site"]),
        request.ContentType);

    private static string? Optional(Microsoft.Extensions.Primitives.StringValues values) => values.Count > 0 ? values.ToString() : null;

    private Task MetricsAsync(HttpContext context)
    {
        var isOpen = MetricsText.IsOpen(context.Request.Headers.Accept.ToString());
        var text = new MetricsText(isOpen).Format(parts.Feed.LookHere());
        return Answer.WriteAsync(context, StatusCodes.Status200OK, MetricsText.MediaType(isOpen), text);
    }

    private static Task NotFoundAsync(HttpContext context) =>
        Answer.RefuseAsync(context, StatusCodes.Status404NotFound, "there is no such thing here");

    private static Task NotAllowedAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "GET";
        return Answer.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "the page has no such method");
    }

    private static Task UnknownAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Answer.RefuseAsync(
            context, StatusCodes.Status401Unauthorized, "log in by a new link: 'daemonize web link' prints one");
    }
}
