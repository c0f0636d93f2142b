using Microsoft.AspNetCore.Http;

namespace Daemonize.Tool.Web;

/// <summary>Writes the events of one stream. A reader that does not read is cut off.</summary>
internal sealed class EventWriter : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpContext _context;
    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _stopping;

    /// <param name="context">The request and its answer.</param>
    /// <param name="stopping">Is cancelled when the daemon is to stop.</param>
    public EventWriter(HttpContext context, CancellationToken stopping)
    {
        _context = context;
        _stopping = stopping;
        _end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
    }

    /// <summary>Sends the headers.</summary>
    public Task BeginAsync()
    {
        _context.Response.ContentType = "text/event-stream";

        // A reverse proxy would collect the events otherwise (nginx).
        _context.Response.Headers["X-Accel-Buffering"] = "no";
        return _context.Response.StartAsync(_context.RequestAborted);
    }

    /// <summary>Waits for news; null if the daemon is to stop. Throws if the reader has gone.</summary>
    public async Task<(FeedSnapshot? Snapshot, List<VerbCallState> Calls)?> TakeAsync(FeedViewer viewer)
    {
        try
        {
            return await viewer.TakeAsync(_end.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Sends an event, and waits until it is on its way.</summary>
    public async Task WriteAsync(byte[] text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_context.RequestAborted);
        limit.CancelAfter(Patience);
        try
        {
            _ = await _context.Response.BodyWriter.WriteAsync(text, limit.Token);
        }
        catch (OperationCanceledException)
        {
            _context.Abort();
            throw;
        }
    }

    public void Dispose() => _end.Dispose();
}
