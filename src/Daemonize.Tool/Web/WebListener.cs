using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Daemonize.Platform;

namespace Daemonize.Tool.Web;

/// <summary>
/// A listening socket that lives as long as the daemon. It accepts connections, at most 64 at a time, and hands them to the server, which
/// runs only while there are any.
/// </summary>
internal sealed class WebListener : IDisposable
{
    /// <summary>The number of connections at a time. More wait in the kernel's queue until one is closed.</summary>
    public const int MaxConnections = 64;

    private const int PeerCredentials = 17;
    private const int SocketLevel = 1;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Socket _socket;
    private readonly SemaphoreSlim _free = new(MaxConnections);

    private WebListener(Socket socket, WebListenerKind kind) => (_socket, Kind) = (socket, kind);

    public WebListenerKind Kind { get; }

    /// <summary>The port; 0 for the socket.</summary>
    public int Port => (_socket.LocalEndPoint as IPEndPoint)?.Port ?? 0;

    /// <summary>
    /// Listens on a socket in the file system. The lock of the daemon is held, so what is there is left from an earlier run.
    /// </summary>
    public static WebListener OfSocket(string path)
    {
        _ = SmallFile.TryRemove(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));

            // Nobody can connect before the call of Listen.
            File.SetUnixFileMode(path, Private);
            socket.Listen();
            return new WebListener(socket, WebListenerKind.Socket);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentOutOfRangeException)
        {
            socket.Dispose();
            throw new DaemonException($"cannot listen on {path}: {exception.Message}; set RUNTIME_DIRECTORY to a shorter path");
        }
    }

    /// <summary>Listens on an address; null with the error if it is taken, or not this machine's.</summary>
    public static WebListener? TryListen(IPEndPoint address, WebListenerKind kind, out SocketException? error)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address);
            socket.Listen();
            error = null;
            return new WebListener(socket, kind);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            error = exception;
            return null;
        }
    }

    /// <summary>Accepts connections until the token is cancelled.</summary>
    /// <param name="serve">Takes a connection over, and calls the action when it is closed.</param>
    /// <param name="refuse">Receives the user ids that are not served.</param>
    /// <param name="stopping">Ends the loop when it is cancelled.</param>
    public async Task AcceptAsync(Action<Socket, WebConnection, Action> serve, Action<uint> refuse, CancellationToken stopping)
    {
        while (true)
        {
            await _free.WaitAsync(stopping);
            var connection = await AcceptOneAsync(stopping);
            if (Kind == WebListenerKind.Socket && PeerOf(connection) is var user && user != ThisProcess.UserId && user != 0)
            {
                connection.Dispose();
                _ = _free.Release();
                refuse(user);
                continue;
            }

            serve(connection, Describe(connection), () => _free.Release());
        }
    }

    /// <summary>Closes the listening socket. Connections that are still open give their place back later.</summary>
    public void Dispose() => _socket.Dispose();

    private async Task<Socket> AcceptOneAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await _socket.AcceptAsync(stopping);
            }
            catch (SocketException exception)
                when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // The client has gone before its turn (accept(2)).
            }
            catch (SocketException)
            {
                // No descriptors or memory are left. Without a pause, this loop would take a processor until some are.
                await Task.Delay(TimeSpan.FromSeconds(1), stopping);
            }
        }
    }

    private WebConnection Describe(Socket connection) => Kind switch
    {
        WebListenerKind.Socket => new WebConnection(Kind, Port: null, PeerOf(connection)),
        _ => new WebConnection(Kind, Port, User: null),
    };

    /// <summary>Gets the user id of the process that has connected, from struct ucred (unix(7)): pid, uid, gid.</summary>
    private static uint PeerOf(Socket connection)
    {
        Span<byte> credentials = stackalloc byte[12];
        return connection.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) == credentials.Length
            ? BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..])
            : uint.MaxValue;
    }
}
