using System.Net;
using Microsoft.Extensions.Logging;

namespace Daemonize.Tool.Web;

/// <summary>The lines of the daemon's own log.</summary>
internal static partial class WebLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "listens on {Socket} and {Url}")]
    public static partial void Listens(this ILogger logger, string socket, string url);

    [LoggerMessage(Level = LogLevel.Information, Message = "serves /metrics on {Address}")]
    public static partial void ServesMetrics(this ILogger logger, IPEndPoint address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the kept port {Port} is taken by {Holder}: another one was chosen")]
    public static partial void PortIsTaken(this ILogger logger, int port, string holder);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Who} made a link{Kind}")]
    public static partial void LinkMade(this ILogger logger, string who, string kind);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Who} logged in{Kind}")]
    public static partial void LoggedIn(this ILogger logger, string who, string kind);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Who} logged out")]
    public static partial void LoggedOut(this ILogger logger, string who);

    [LoggerMessage(Level = LogLevel.Warning, Message = "wrong or expired login code, {Count} since the start")]
    public static partial void WrongCode(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "user id {User} connected to the socket, and was refused")]
    public static partial void OtherUserRefused(this ILogger logger, uint user);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Who}: {Verb} {Name}")]
    public static partial void VerbBegun(this ILogger logger, string who, string verb, string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Who}: {Verb} {Name} ended with exit code {ExitCode}: {Text}")]
    public static partial void VerbEnded(this ILogger logger, string who, string verb, string name, int exitCode, string text);

    [LoggerMessage(Level = LogLevel.Error, Message = "a request failed: {Path}")]
    public static partial void RequestFailed(this ILogger logger, string path, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "cannot look at the daemons")]
    public static partial void LookFailed(this ILogger logger, Exception exception);
}
