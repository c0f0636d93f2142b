using Daemonize.CompilerServices;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.CompilerServices;

/// <summary>The result handlers that generated code passes on.</summary>
public sealed class ResultHandlerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly List<(string, long)> _handled = [];

    [Fact]
    public async Task NullIsNoResult()
    {
        var handler = Create();
        var pipeline = handler.Open(1, static (_, _) => default);

        await handler.PostAsync(null, Links.CreateContext(1), CancellationToken.None);
        await handler.PostAsync("a", Links.CreateContext(2), CancellationToken.None);

        Assert.Equal(0, await pipeline.DrainAsync(Limit));
        Assert.Equal([("a", 2)], _handled);
    }

    [Fact]
    public async Task EachItemOfAStreamIsAResult()
    {
        var handler = Create();
        var pipeline = handler.Open(1, static (_, _) => default);

        await handler.PostAllAsync(StreamAsync(), Links.CreateContext(3), CancellationToken.None);

        Assert.Equal(0, await pipeline.DrainAsync(Limit));
        Assert.Equal([("a", 3), ("b", 3)], _handled);
    }

    [Fact]
    public async Task CancelledTokenDoesNotCostAResultThatExists()
    {
        var handler = Create();
        var pipeline = handler.Open(1, static (_, _) => default);

        await handler.PostAsync("a", Links.CreateContext(1), new CancellationToken(canceled: true));

        Assert.Equal(0, await pipeline.DrainAsync(Limit));
        Assert.Equal([("a", 1)], _handled);
    }

    private static async IAsyncEnumerable<string?> StreamAsync()
    {
        yield return "a";
        await Task.Yield();
        yield return null;
        yield return "b";
    }

    private ResultHandler<string> Create() => new((result, context, _) =>
    {
        _handled.Add((result, context.TickNumber));
        return default;
    });
}
