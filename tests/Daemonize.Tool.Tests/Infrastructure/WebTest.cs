using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Daemonize.Tool.Tests.Infrastructure;

/// <summary>A test of the page's server as a real daemon, with its own directories and a port that the kernel chooses.</summary>
public abstract class WebTest : ToolTest
{
    private readonly List<IDisposable> _used = [];

    private protected WebTest() => Sandbox.Environment["STATE_DIRECTORY"] = Sandbox.Create("state");

    private protected string SocketPath => Path.Combine(Sandbox.RuntimeDirectory, "web.sock");

    private protected string WebLog => Path.Combine(Sandbox.LogDirectory, "daemonize-web.log");

    private protected int Port { get; private set; }

    private protected string Url => $"http://127.0.0.1:{Port}/";

    /// <summary>Starts the server, and gives the link that the command has printed.</summary>
    private protected async Task<string> StartWebAsync(params string[] options)
    {
        var output = (await RunAsync(["web", .. options])).ExitsWith(0).Output;
        var link = output.TrimEnd('\n').Split('\n')[^1];
        Port = int.Parse(await File.ReadAllTextAsync(Path.Combine(Sandbox.Root, "state", "web.port"), Cancelled), null);
        return link;
    }

    /// <summary>Gets the code of a link.</summary>
    private protected static string CodeOf(string link) => link[(link.IndexOf("#login=", StringComparison.Ordinal) + 7)..];

    private protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Creates a client on the socket, as curl(1) is one.</summary>
    private protected HttpClient OnSocket() => Use(new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://localhost/") });

    /// <summary>Creates a client on the port, without a session.</summary>
    private protected HttpClient OnPort() => Use(new HttpClient { BaseAddress = new Uri(Url) });

    /// <summary>Logs in with a link, and gives the client of the session.</summary>
    private protected async Task<HttpClient> LogInAsync(string link)
    {
        var client = OnPort();
        var session = await ReadAsync(await PostAsync(client, "api/v1/session", $$"""{"code":"{{CodeOf(link)}}"}"""));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Text(session, "token"));
        return client;
    }

    private protected static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body = "{}") =>
        client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

    private protected static Task<HttpResponseMessage> DeleteAsync(HttpClient client, string path) =>
        client.SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") },
            Cancelled);

    private protected static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Cancelled);
        return answer.StatusCode;
    }

    private protected static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    private protected static async Task<JsonElement> GetAsync(HttpClient client, string path) =>
        await ReadAsync(await client.GetAsync(path, Cancelled));

    /// <summary>Gets a refusal: its status, and the line that explains it.</summary>
    private protected static async Task<(int Status, string? Error)> RefusalAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        if (text.Length == 0)
        {
            return ((int)answer.StatusCode, null);
        }

        using var json = JsonDocument.Parse(text);
        return ((int)answer.StatusCode, json.RootElement.GetProperty("error").GetString());
    }

    /// <summary>Finds the daemon of this test in the list of the server.</summary>
    private protected static async Task<JsonElement> FindAsync(HttpClient client, DaemonFiles daemon)
    {
        var list = await GetAsync(client, "api/v1/daemons");
        return list.GetProperty("daemons").EnumerateArray().Single(found => Text(found, "pidFile") == daemon.PidFile);
    }

    /// <summary>Runs a verb, and waits for its end.</summary>
    private protected static async Task<JsonElement> CallAsync(HttpClient client, string id, string verb)
    {
        var call = Text(await ReadAsync(await PostAsync(client, $"api/v1/daemons/{id}/{verb}")), "call");
        return await Wait.ForAnswerAsync(
            () => GetAsync(client, $"api/v1/calls/{call}"), static call => Text(call, "state") == "ended", $"{verb} has ended");
    }

    /// <summary>Connects to the port, and sends bytes as they are.</summary>
    private protected async Task<Socket> ConnectAsync(string text = "")
    {
        var socket = Use(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        await socket.ConnectAsync(IPAddress.Loopback, Port, Cancelled);
        _ = await socket.SendAsync(Encoding.Latin1.GetBytes(text), Cancelled);
        return socket;
    }

    /// <summary>Reads until the server closes the connection.</summary>
    private protected static async Task<string> ReadToEndAsync(Socket socket)
    {
        var (all, block) = (new MemoryStream(), new byte[4096]);
        try
        {
            while (await socket.ReceiveAsync(block, Cancelled).AsTask().WaitAsync(Wait.Limit, Cancelled) is > 0 and var length)
            {
                all.Write(block, 0, length);
            }
        }
        catch (SocketException)
        {
            // The server has reset it.
        }

        return Encoding.Latin1.GetString(all.ToArray());
    }

    private protected T Use<T>(T resource)
        where T : IDisposable
    {
        _used.Add(resource);
        return resource;
    }

    /// <summary>Closes what the test has opened, before its sandbox ends the server.</summary>
    private protected void CloseAll()
    {
        _used.ForEach(static used => used.Dispose());
        _used.Clear();
    }
}
