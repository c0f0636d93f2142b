using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Daemonize.Cluster.Redis;

namespace Daemonize.Cluster.Tests.Redis;

/// <summary>A Redis server without a file.</summary>
public sealed class RedisServer : StoreServer
{
    private const int SigKill = 9;

    private readonly int _port = ServerProcess.FreePort();
    private string? _folder;

    /// <summary>The server is fast: it takes many calls until leases have expired in between.</summary>
    public override int CallsOfEachCaller => 60;

    /// <summary>Settings of the server, as its command line has them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The address, as URLs have it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>The port.</summary>
    public int Port => _port;

    /// <summary>The server.</summary>
    public ServerProcess Process { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        _folder = ServerProcess.CreateFolder("redis");
        await RestartAsync();
    }

    /// <summary>Starts the server, which has lost everything that it knew.</summary>
    public async Task RestartAsync()
    {
        Process = ServerProcess.Start(
            _folder!,
            SigKill,
            [ServerProcess.Find("redis-server"), "--bind", "127.0.0.1", "--port", _port.ToString(CultureInfo.InvariantCulture),
                "--save", "", "--repl-diskless-sync-delay", "0", "--dir", _folder!, .. Arguments]);
        // An error also is an answer: the server may require a password.
        await Process.WaitUntilReadyAsync(async () => (await SendAsync("INFO", "server")).Length > 0);
    }

    /// <summary>The server of a class runs before its first test.</summary>
    public override ValueTask StartAsync() => ValueTask.CompletedTask;

    public override ClusterStore Open() => RedisStore.Open($"redis://{Address}/3");

    /// <summary>Sends a command as redis-cli(1) does, and returns the first part of the answer.</summary>
    public async Task<string> SendAsync(params string[] words)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _port);
        var stream = client.GetStream();
        var parts = words.Select(static word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        var request = $"*{words.Length}\r\n{string.Concat(parts)}";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        var buffer = new byte[16 * 1024];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
    }

    public override async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await base.DisposeAsync();
        Directory.Delete(_folder!, recursive: true);
    }
}
