using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Daemonize.Tool.Web;

/// <summary>
/// Kestrel, which runs only while there are connections: it wakes up once a second, and the daemon should sleep while nobody looks. The
/// listening sockets are not its own. It is made by hand: a host builder would read addresses to listen on from the environment and from
/// files.
/// </summary>
/// <param name="application">Answers the requests of all connections.</param>
/// <param name="stopping">Is cancelled when the daemon is to stop.</param>
internal sealed class WebEngine(IHttpApplication<HttpContext> application, CancellationToken stopping)
    : IConnectionListenerFactory, IAsyncDisposable
{
    /// <summary>The largest body of a request.</summary>
    public const int MaxBody = 4096;

    /// <summary>How long the server stays without a connection.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SocketConnectionContextFactory _connections = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);
    private readonly SemaphoreSlim _turn = new(1);
    private Channel<ConnectionContext>? _queue;
    private KestrelServer? _server;
    private int _open;
    private int _served;

    /// <summary>Serves a connection.</summary>
    /// <param name="socket">The connection, which is closed at its end.</param>
    /// <param name="from">How it has come.</param>
    /// <param name="ended">Is called at its end.</param>
    public async Task ServeAsync(Socket socket, WebConnection from, Action ended)
    {
        _ = Interlocked.Increment(ref _open);
        if (from.Kind != WebListenerKind.Socket)
        {
            socket.NoDelay = true;
        }

        var connection = _connections.Create(socket);
        connection.Features.Set(from);
        _ = connection.ConnectionClosed.Register(() =>
        {
            ended();
            if (Interlocked.Decrement(ref _open) == 0)
            {
                _ = StopWhenIdleAsync();
            }
        });

        await _turn.WaitAsync();
        try
        {
            _served++;
            if (_server is null)
            {
                _queue = Channel.CreateUnbounded<ConnectionContext>();
                _server = new KestrelServer(Microsoft.Extensions.Options.Options.Create(OptionsOf()), this, NullLoggerFactory.Instance);
                await _server.StartAsync(application, CancellationToken.None);
            }

            _ = _queue!.Writer.TryWrite(connection);
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <summary>Gives Kestrel the connections that were accepted.</summary>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(new AcceptedConnections(endpoint, _queue!));

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await StopAsync();
        _connections.Dispose();
    }

    private static KestrelServerOptions OptionsOf()
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = MaxBody;
        options.Limits.MaxRequestBufferSize = 64 * 1024;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.MaxRequestLineSize = 4096;
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

        // The address only names the listener: BindAsync opens none.
        options.Listen(new IPEndPoint(IPAddress.Loopback, 1), static listen => listen.Protocols = HttpProtocols.Http1);
        return options;
    }

    private async Task StopWhenIdleAsync()
    {
        var served = _served;
        await Task.Delay(Patience, stopping);
        await _turn.WaitAsync(stopping);
        try
        {
            if (_open == 0 && _served == served)
            {
                await StopAsync();
            }
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    private async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            _queue!.Writer.Complete();

            // What still runs is cut off: a stream never ends by itself.
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await server.StopAsync(limit.Token);
            server.Dispose();
        }
    }

    /// <summary>The connections that were accepted, as Kestrel takes them.</summary>
    private sealed class AcceptedConnections(EndPoint endpoint, Channel<ConnectionContext> queue) : IConnectionListener
    {
        public EndPoint EndPoint => endpoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            await queue.Reader.WaitToReadAsync(cancellationToken) && queue.Reader.TryRead(out var connection) ? connection : null;

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _ = queue.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
