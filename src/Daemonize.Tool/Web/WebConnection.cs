namespace Daemonize.Tool.Web;

/// <summary>How a request has come to the server.</summary>
/// <param name="Kind">What its listener is for.</param>
/// <param name="Port">The port of 127.0.0.1; null for the socket.</param>
/// <param name="User">The user id of the process on the other end of the socket; null for a port.</param>
internal sealed record WebConnection(WebListenerKind Kind, int? Port, uint? User);

/// <summary>What a listener is for.</summary>
internal enum WebListenerKind
{
    /// <summary>The socket in the file system, which only this user and root can connect to.</summary>
    Socket,

    /// <summary>The port of 127.0.0.1, which every user of the machine can connect to.</summary>
    Port,

    /// <summary>The address of the metrics, which serves nothing else.</summary>
    Metrics,
}
