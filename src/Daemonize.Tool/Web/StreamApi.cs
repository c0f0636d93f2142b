using Microsoft.AspNetCore.Http;

namespace Daemonize.Tool.Web;

/// <summary>The streams, in which the server tells what has changed.</summary>
/// <param name="parts">What all requests share.</param>
internal sealed class StreamApi(WebParts parts)
{
    /// <summary>The number of streams at a time.</summary>
    public const int MaxStreams = 16;

    private int _streams;

    /// <summary>Streams all daemons: first a snapshot, then the differences.</summary>
    public Task AllAsync(WebRequest request) => RunAsync(request, (snapshot, last) =>
        new StreamStep([snapshot.Number == last + 1 ? snapshot.DifferenceEvent : snapshot.Whole]), static _ => true);

    /// <summary>Streams one daemon: its object, its ticks and its log.</summary>
    public Task OneAsync(WebRequest request, string id)
    {
        LogPlace? place = null;
        if (request.Parameter("after") is { } after && (place = LogPlace.TryParse(after)) is null)
        {
            return Answer.RefuseAsync(request.Context, StatusCodes.Status400BadRequest, "after is the place of another answer");
        }

        var daemon = new DaemonStream(id, place, request.Parameter("file") == "error", parts.Calls, parts.Options.WhyReadOnly);
        return RunAsync(request, (snapshot, _) => daemon.Take(snapshot), call => call.Daemon == id);
    }

    private async Task RunAsync(
        WebRequest request, Func<FeedSnapshot, long, StreamStep> toEvents, Predicate<VerbCallState> isShown)
    {
        if (Interlocked.Increment(ref _streams) > MaxStreams)
        {
            _ = Interlocked.Decrement(ref _streams);
            await Answer.RefuseAsync(
                request.Context, StatusCodes.Status429TooManyRequests, $"{MaxStreams} pages are open already; close one");
            return;
        }

        var viewer = new FeedViewer();
        try
        {
            using var stream = new EventWriter(request.Context, parts.Stopping);
            await stream.BeginAsync();
            parts.Feed.Add(viewer);
            await SendAsync(request, stream, viewer, toEvents, isShown);
        }
        finally
        {
            parts.Feed.Remove(viewer);
            _ = Interlocked.Decrement(ref _streams);
        }
    }

    private async Task SendAsync(
        WebRequest request, EventWriter stream, FeedViewer viewer, Func<FeedSnapshot, long, StreamStep> toEvents,
        Predicate<VerbCallState> isShown)
    {
        for (var last = long.MinValue; ;)
        {
            if (await stream.TakeAsync(viewer) is not { } taken)
            {
                await stream.WriteAsync(ServerEvent.End("the server stops"));
                return;
            }

            if (FindEnd(request, viewer) is { } end)
            {
                await stream.WriteAsync(ServerEvent.End(end));
                return;
            }

            foreach (var call in taken.Calls.Where(call => isShown(call)))
            {
                await stream.WriteAsync(ServerEvent.Write("call"u8, writer => CallApi.Write(writer, call)));
            }

            if (taken.Snapshot is { } snapshot)
            {
                var step = toEvents(snapshot, last);
                foreach (var text in step.Events)
                {
                    await stream.WriteAsync(text);
                }

                if (step.IsLast)
                {
                    return;
                }

                last = snapshot.Number;
            }
        }
    }

    /// <summary>Gets why the stream must end; null if it need not. An open stream is a use of the session.</summary>
    private string? FindEnd(WebRequest request, FeedViewer viewer) =>
        viewer.HasFailed ? "the daemons cannot be read; the log of daemonize-web says why"
        : request.Caller!.Session is { } session && !parts.Sessions.Use(session) ? "logged out"
        : null;
}

/// <summary>What a stream sends for one snapshot.</summary>
/// <param name="Events">The events, in their order.</param>
/// <param name="IsLast">Whether the stream ends after them.</param>
internal readonly record struct StreamStep(List<byte[]> Events, bool IsLast = false);
