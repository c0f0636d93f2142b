using System.Net.Sockets;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>HTTP over a Unix socket, which cannot conflict over a port.</summary>
internal static class UnixHttp
{
    public static HttpClient Connect(string path)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri("http://web/"), Timeout = Wait.Limit };
    }
}
