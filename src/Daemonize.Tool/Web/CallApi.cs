using System.Text.Json;
using Daemonize.Text;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;
using Microsoft.AspNetCore.Http;

namespace Daemonize.Tool.Web;

/// <summary>Verbs on daemons, and what became of them.</summary>
/// <param name="parts">What all requests share.</param>
internal sealed class CallApi(WebParts parts)
{
    /// <summary>
    /// Begins a verb. Nothing of the request reaches a command line: the verb is one of five, and the id chooses a daemon.
    /// </summary>
    public async Task BeginAsync(WebRequest request, string id, string word)
    {
        if (FindVerb(word) is not { } verb)
        {
            await Answer.RefuseAsync(
                request.Context, StatusCodes.Status404NotFound,
                "there is no such verb; the verbs are start, stop, restart, reload and tick");
            return;
        }

        _ = await request.ReadBodyAsync();
        if (request.Caller!.WhyNot is { } whyNot)
        {
            await Answer.RefuseAsync(request.Context, StatusCodes.Status403Forbidden, whyNot);
            return;
        }

        var found = Discovery.Find().Find(daemon => daemon.Id == id) ?? FleetFeed.Find(parts.Feed, parts.Options.Fleet, id);
        if (found is not { } daemon)
        {
            await DaemonApi.UnknownAsync(request);
            return;
        }

        var (call, refusal) = parts.Calls.TryBegin(verb, daemon, request.Caller.Name);
        await (refusal is not null
            ? Answer.RefuseAsync(request.Context, refusal)
            : Answer.WriteAsync(request.Context, StatusCodes.Status202Accepted, writer => writer.WriteString("call"u8, call!.Id)));
    }

    public Task ListAsync(WebRequest request) => Answer.WriteAsync(request.Context, StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartArray("calls"u8);
        foreach (var call in parts.Calls.All())
        {
            writer.WriteStartObject();
            Write(writer, call);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    public Task ShowAsync(WebRequest request, string id) => parts.Calls.Find(id) is { } call
        ? Answer.WriteAsync(request.Context, StatusCodes.Status200OK, writer => Write(writer, call))
        : Answer.RefuseAsync(
            request.Context, StatusCodes.Status404NotFound, "there is no such call: what has ended is kept for ten minutes");

    /// <summary>Writes the members of a call.</summary>
    public static void Write(Utf8JsonWriter writer, VerbCallState call)
    {
        writer.WriteString("call"u8, call.Id);
        writer.WriteString("daemon"u8, call.Daemon);
        writer.WriteString("name"u8, call.Name);
        writer.WriteString("verb"u8, call.Verb.ToWord());
        writer.WriteString("by"u8, call.Who);
        writer.WriteString("startedAt"u8, call.StartedAt.UtcDateTime);
        writer.WriteString("state"u8, call.EndedAt is null ? "running"u8 : "ended"u8);
        if (call is { EndedAt: { } end, Outcome: { } outcome })
        {
            writer.WriteString("endedAt"u8, end.UtcDateTime);
            writer.WriteNumber("exitCode"u8, outcome.ExitCode);
            writer.WriteStartArray("lines"u8);
            WriteLines(writer, "output", outcome.Output);
            WriteLines(writer, "error", outcome.Error);
            writer.WriteEndArray();
        }
    }

    private static void WriteLines(Utf8JsonWriter writer, string stream, string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            writer.WriteStartObject();
            writer.WriteString("stream"u8, stream);
            writer.WriteString("text"u8, OneLine.Whole(line));
            writer.WriteEndObject();
        }
    }

    private static DaemonVerb? FindVerb(string word)
    {
        foreach (var verb in Enum.GetValues<DaemonVerb>())
        {
            if (verb.ToWord() == word)
            {
                return verb;
            }
        }

        return null;
    }
}
