using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Tool.Web;

/// <summary>Asks the running daemon for a link, through its socket.</summary>
internal static class WebClient
{
    private const int MaxAnswer = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Whether the daemon answers on its socket.</summary>
    public static bool IsRunning(WebPlaces places)
    {
        using var socket = TryConnect(places);
        return socket is not null;
    }

    /// <summary>
    /// Gets a link to the page, and why nobody can act by it; null if somebody can. Throws if the daemon does not run, or refuses.
    /// </summary>
    /// <param name="places">The files of the daemon.</param>
    /// <param name="isReadOnly">Whether the link is only for looking.</param>
    public static (string Url, string? WhyNot) RequestLink(WebPlaces places, bool isReadOnly)
    {
        using var socket = TryConnect(places)
            ?? throw new DaemonException("the page is not served; 'daemonize web' starts it", DaemonExitCode.NotRunning);
        try
        {
            var (status, body) = Request(socket, places, isReadOnly ? """{"readOnly":true}""" : "{}");
            using var json = JsonDocument.Parse(body);
            return status == 201
                ? (json.RootElement.GetProperty("url").GetString()!,
                    json.RootElement.TryGetProperty("whyNot", out var whyNot) ? whyNot.GetString() : null)
                : throw new DaemonException(
                    $"no link: {OneLine.From(json.RootElement.GetProperty("error").GetString() ?? "", OneLine.Long)}");
        }
        catch (Exception exception) when (exception is SocketException or JsonException or KeyNotFoundException or FormatException)
        {
            throw new DaemonException($"daemonize-web gave no link: {OneLine.Whole(exception.Message)}; see 'daemonize web logs'");
        }
    }

    private static (int Status, string Body) Request(Socket socket, WebPlaces places, string body)
    {
        var key = SmallFile.TryReadAll(places.Key, out _) is { } text ? $"Authorization: Bearer {Encoding.ASCII.GetString(text)}\r\n" : "";
        Send(
            socket,
            "POST /api/v1/links HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n" +
            $"{key}Content-Length: {body.Length}\r\n\r\n{body}");
        var answer = Receive(socket);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end > 0 && answer.Split(' ', 3) is [_, var status, _]
            ? (int.Parse(status, InvariantNumbers.Format), answer[(end + 4)..])
            : throw new FormatException("it did not answer");
    }

    private static void Send(Socket socket, string text)
    {
        for (ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text); rest.Length > 0;)
        {
            rest = rest[socket.Send(rest)..];
        }
    }

    private static string Receive(Socket socket)
    {
        var answer = new byte[MaxAnswer];
        var length = 0;
        while (length < answer.Length && socket.Receive(answer.AsSpan(length)) is > 0 and var count)
        {
            length += count;
        }

        return Encoding.UTF8.GetString(answer, 0, length);
    }

    private static Socket? TryConnect(WebPlaces places)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = (int)Limit.TotalMilliseconds,
            SendTimeout = (int)Limit.TotalMilliseconds,
        };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(places.Socket));
            return socket;
        }
        catch (Exception exception) when (exception is SocketException or ArgumentOutOfRangeException)
        {
            socket.Dispose();
            return null;
        }
    }
}
