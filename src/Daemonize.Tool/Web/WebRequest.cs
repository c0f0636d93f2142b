using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Daemonize.Tool.Web;

/// <summary>A request that has passed the gate.</summary>
/// <param name="Context">The request and its answer.</param>
/// <param name="From">How it has come.</param>
/// <param name="Caller">Who has sent it; null if that is not known.</param>
internal sealed record WebRequest(HttpContext Context, WebConnection From, Caller? Caller)
{
    /// <summary>Gets a parameter of the query; null if it is not there.</summary>
    public string? Parameter(string name) => Context.Request.Query.TryGetValue(name, out var values) ? values[^1] : null;

    /// <summary>Reads the object of the body. Throws for a body that is too long, or not an object.</summary>
    public async Task<JsonElement> ReadBodyAsync()
    {
        using var body = new MemoryStream();

        // Kestrel throws for a body that is longer than the limit, or comes too slowly.
        await Context.Request.Body.CopyToAsync(body, Context.RequestAborted);
        try
        {
            using var json = JsonDocument.Parse(body.ToArray());
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : throw Malformed();
        }
        catch (JsonException)
        {
            throw Malformed();
        }
    }

    private static BadHttpRequestException Malformed() => new("the body must be a JSON object");
}

/// <summary>Who has sent a request.</summary>
/// <param name="Name">The caller for the log, such as <c>session 3</c>.</param>
/// <param name="Session">The session; null on the socket.</param>
/// <param name="WhyNot">Why the caller may not act on daemons; null if it may.</param>
internal sealed record Caller(string Name, Session? Session, string? WhyNot)
{
    public bool MayAct => WhyNot is null;
}
