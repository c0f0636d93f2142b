using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Daemonize.Platform;
using Microsoft.Extensions.Logging;

namespace Daemonize.Tool.Web;

/// <summary>The life of the daemon that serves the page: listens, says that it is ready, and serves until it is to stop.</summary>
internal static class WebService
{
    private const int KeySize = 32;

    public static async Task RunAsync(DaemonContext daemon, WebOptions options, CancellationToken stopping)
    {
        var (places, logger) = (WebPlaces.OfThisDaemon(), daemon.Logger);
        using var socket = WebListener.OfSocket(places.Socket);
        using var port = ListenOnPort(options.Port, daemon.StateDirectory + "/web.port", logger);
        using var metrics = ListenForMetrics(options.Metrics);
        var parts = Create(options, logger, port.Port, WriteKey(places, options), stopping);
        await using var engine = new WebEngine(new WebServer(parts), stopping);
        List<WebListener> listeners = metrics is null ? [socket, port] : [socket, port, metrics];
        var loops = listeners.ConvertAll(listener => listener.AcceptAsync(
            (connection, from, ended) => _ = engine.ServeAsync(connection, from, ended), logger.OtherUserRefused, stopping));
        logger.Listens(places.Socket, parts.Url);
        if (options.Metrics is { } address)
        {
            logger.ServesMetrics(address);
        }

        daemon.Report($"serves {parts.Url}");
        daemon.NotifyReady();
        try
        {
            // A loop ends only with the daemon, or by a mistake that must not go unseen.
            await await Task.WhenAny(loops);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _ = SmallFile.TryRemove(places.Socket);
        }
    }

    /// <summary>Makes what the requests share.</summary>
    public static WebParts Create(WebOptions options, ILogger logger, int port, string? key, CancellationToken stopping)
    {
        // The feed writes rows with the verbs that run, and the verbs report to the feed.
        SnapshotFeed? feed = null;
        WebParts? parts = null;
        feed = new SnapshotFeed(logger, rows => new RowJson(options.WhyReadOnly, parts!.Calls).ToFeed(rows), options.Fleet);
        parts = new WebParts(options, logger, TimeProvider.System, stopping) { Feed = feed, Port = port, Key = key };
        parts.Calls.Changed += feed.Report;
        return parts;
    }

    /// <summary>
    /// Listens on a port of 127.0.0.1: the one that is named, otherwise the kept one, otherwise one that the kernel chooses.
    /// </summary>
    private static WebListener ListenOnPort(int named, string file, ILogger logger)
    {
        var last = named == 0 && SmallFile.TryReadAll(file, out _) is { } text
            && ushort.TryParse(Encoding.ASCII.GetString(text).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
        var wanted = named != 0 ? named : last;
        var listener = WebListener.TryListen(new IPEndPoint(IPAddress.Loopback, wanted), WebListenerKind.Port, out var error);
        if (listener is null && named == 0 && wanted != 0)
        {
            logger.PortIsTaken(wanted, PortHolder.Describe(wanted));
            listener = WebListener.TryListen(new IPEndPoint(IPAddress.Loopback, 0), WebListenerKind.Port, out error);
        }

        if (listener is null)
        {
            throw new DaemonException(
                $"cannot listen on port {wanted} of 127.0.0.1: {error!.Message}, by {PortHolder.Describe(wanted)}; " +
                "choose another with --port");
        }

        // A kept port keeps the address that the browser knows. Without a place for it, each start has another. A port that was named is
        // for this start: another without the option has the kept one again.
        _ = named == 0
            && SmallFile.TryReplace(file, Encoding.ASCII.GetBytes(listener.Port.ToString(CultureInfo.InvariantCulture) + "\n"));
        return listener;
    }

    private static WebListener? ListenForMetrics(IPEndPoint? address) =>
        address is null ? null
        : WebListener.TryListen(address, WebListenerKind.Metrics, out var error)
            ?? throw new DaemonException($"cannot listen on {address} for --metrics: {error!.Message}; choose another address");

    /// <summary>
    /// Writes the key that commands show on the socket if a reverse proxy may use it too: what a proxy passes on looks like a command.
    /// </summary>
    private static string? WriteKey(WebPlaces places, WebOptions options)
    {
        _ = SmallFile.TryRemove(places.Key);
        if (options.Public is null)
        {
            return null;
        }

        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(KeySize));
        return SmallFile.TryReplace(places.Key, Encoding.ASCII.GetBytes(key))
            ? key
            : throw new DaemonException($"cannot write {places.Key}: {SystemError.Last.Message}; free space on its disk");
    }
}
