namespace Daemonize.Benchmarks.Room;

/// <summary>Somebody who looks at the page: reads the stream of events, and counts.</summary>
internal sealed class RoomViewer : IDisposable
{
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _reading;
    private long _bytes;

    public RoomViewer()
    {
        _client = RoomServer.Connect();
        _reading = ReadAsync();
    }

    /// <summary>Gets the number of bytes that the server has sent so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Waits until the first snapshot has come.</summary>
    public void WaitForSnapshot() => Wait.Until(
        () => Bytes > 0 || (_reading.IsFaulted ? throw _reading.Exception : false), TimeSpan.FromMilliseconds(20),
        TimeSpan.FromSeconds(10));

    public void Dispose()
    {
        _end.Cancel();
        _client.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/events");
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _end.Token);
        _ = answer.EnsureSuccessStatusCode();
        using var stream = await answer.Content.ReadAsStreamAsync(_end.Token);
        var block = new byte[64 * 1024];
        while (await stream.ReadAsync(block, _end.Token) is > 0 and var length)
        {
            _ = Interlocked.Add(ref _bytes, length);
        }
    }
}
