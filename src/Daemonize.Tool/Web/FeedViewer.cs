using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Daemonize.Tool.Web;

/// <summary>A stream that shows what the feed sees. A slow one misses snapshots, and none waits for it.</summary>
internal sealed class FeedViewer
{
    /// <summary>More than can begin or end before a stream counts as dead.</summary>
    private const int MaxCalls = 100;

    private readonly Channel<bool> _signal =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ConcurrentQueue<VerbCallState> _calls = new();
    private volatile FeedSnapshot? _snapshot;

    /// <summary>Whether the feed cannot look any more.</summary>
    public bool HasFailed { get; private set; }

    public void Show(FeedSnapshot snapshot)
    {
        _snapshot = snapshot;
        _ = _signal.Writer.TryWrite(true);
    }

    public void Report(VerbCallState call)
    {
        _calls.Enqueue(call);
        while (_calls.Count > MaxCalls)
        {
            _ = _calls.TryDequeue(out _);
        }

        _ = _signal.Writer.TryWrite(true);
    }

    public void Fail()
    {
        HasFailed = true;
        _ = _signal.Writer.TryWrite(true);
    }

    /// <summary>Waits for news, and takes the newest snapshot, null if there is no newer one, and the calls.</summary>
    public async Task<(FeedSnapshot? Snapshot, List<VerbCallState> Calls)> TakeAsync(CancellationToken cancellationToken)
    {
        _ = await _signal.Reader.ReadAsync(cancellationToken);
        List<VerbCallState> calls = [];
        while (_calls.TryDequeue(out var call))
        {
            calls.Add(call);
        }

        return (Interlocked.Exchange(ref _snapshot, null), calls);
    }
}
