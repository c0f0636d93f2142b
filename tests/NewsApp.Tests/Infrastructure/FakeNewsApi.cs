using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NewsApp.Tests.Infrastructure;

/// <summary>A real HTTP server on the loopback interface that answers every request as the test defines.</summary>
internal sealed class FakeNewsApi : IAsyncDisposable
{
    private readonly WebApplication _server;

    private FakeNewsApi(WebApplication server) => _server = server;

    public Uri BaseAddress => new(_server.Urls.Single() + "/");

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public static async Task<FakeNewsApi> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        builder.Logging.ClearProviders();

        // An endless answer must not prevent the end of the server.
        builder.WebHost.UseShutdownTimeout(TimeSpan.Zero);
        var server = new FakeNewsApi(builder.Build());
        server._server.Run(async context =>
        {
            var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            server.Requests.Enqueue(new(context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", headers));
            await answer(context);
        });
        await server._server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>A request as the server received it.</summary>
internal sealed record ReceivedRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers);
