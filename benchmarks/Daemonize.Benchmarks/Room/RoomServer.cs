using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Daemonize.Benchmarks.Room;

/// <summary>The server of the page, <c>daemonize web</c>, reached by its socket, where no login is needed.</summary>
internal sealed class RoomServer : IDisposable
{
    private const string Name = "daemonize-web";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public RoomServer()
    {
        Call("web", "--read-only");
        Pid = int.Parse(File.ReadAllText(Path.Combine(Places.Work, Name + ".pid")).Trim(), CultureInfo.InvariantCulture);
    }

    public int Pid { get; }

    /// <summary>Creates a client of an HTTP server on a Unix socket.</summary>
    public static HttpClient Connect(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://localhost/"),
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    /// <summary>Gets a link that logs a browser in once.</summary>
    public static string RequestLink()
    {
        using var client = Connect();
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = client.PostAsync("api/v1/links", body).GetAwaiter().GetResult();
        using var link = JsonDocument.Parse(answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync().GetAwaiter().GetResult());
        return link.RootElement.GetProperty("url").GetString()!;
    }

    /// <summary>Creates a client of the server that runs.</summary>
    public static HttpClient Connect() => Connect(Path.Combine(Places.Work, "web.sock"));

    public void Dispose() => Call("web", "stop");

    private static void Call(params string[] arguments) =>
        Child.Run(["/usr/bin/env", "STATE_DIRECTORY=" + RoomTool.State, .. RoomTool.Command(arguments)], Timeout);
}
