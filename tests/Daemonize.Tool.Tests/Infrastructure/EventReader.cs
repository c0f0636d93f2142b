using System.Text.Json;

namespace Daemonize.Tool.Tests.Infrastructure;

/// <summary>Reads server-sent events as the page does.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage answer, Stream stream) => (_answer, _reader) = (answer, new StreamReader(stream));

    public static async Task<EventReader> OpenAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new EventReader(answer, await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Reads the next event; null at the end of the stream.</summary>
    public async Task<(string Name, JsonElement Data)?> ReadAsync()
    {
        var name = await LineAsync();
        if (name is null)
        {
            return null;
        }

        var data = (await LineAsync())!;
        Assert.Equal("", await LineAsync());
        using var json = JsonDocument.Parse(data["data: ".Length..]);
        return (name["event: ".Length..], json.RootElement.Clone());
    }

    /// <summary>Reads until an event is as wanted.</summary>
    public async Task<JsonElement> WaitForAsync(string name, Predicate<JsonElement>? isWanted = null)
    {
        var end = Environment.TickCount64 + (long)Wait.Limit.TotalMilliseconds;
        while (await ReadAsync() is { } found)
        {
            Assert.True(Environment.TickCount64 < end, $"waited in vain for '{name}'; the last event was {found.Name} {found.Data}");
            if (found.Name == name && isWanted?.Invoke(found.Data) != false)
            {
                return found.Data;
            }
        }

        Assert.Fail($"the stream has ended without '{name}'");
        return default;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _answer.Dispose();
    }

    private Task<string?> LineAsync() =>
        _reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Wait.Limit, TestContext.Current.CancellationToken);
}
