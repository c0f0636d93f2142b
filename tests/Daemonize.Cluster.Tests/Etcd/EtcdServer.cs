using System.Globalization;
using Daemonize.Cluster.Etcd;

namespace Daemonize.Cluster.Tests.Etcd;

/// <summary>An etcd of one server.</summary>
public sealed class EtcdServer : StoreServer
{
    private readonly int _port = ServerProcess.FreePort();
    private readonly string _peer = $"http://127.0.0.1:{ServerProcess.FreePort()}";
    private string? _folder;

    /// <summary>Half of it, as some tests use, is what a clock that is known to a tenth of a second can tell apart.</summary>
    public override TimeSpan ShortLease => TimeSpan.FromMilliseconds(200);

    public override int ManyShards => 250;

    public override int Callers => 30;

    public override int CallsOfEachCaller => 100;

    /// <summary>The address, as URLs have it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>The server.</summary>
    public ServerProcess Process { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        _folder = ServerProcess.CreateFolder("etcd");
        await LaunchAsync();
    }

    /// <summary>Ends the server and starts it with the same data.</summary>
    public async Task RestartAsync()
    {
        await Process.DisposeAsync();
        await LaunchAsync();
    }

    /// <summary>The server of a class runs before its first test.</summary>
    public override ValueTask StartAsync() => ValueTask.CompletedTask;

    public override ClusterStore Open() => EtcdStore.Open($"etcd://{Address}/?prefix=/tests/");

    public override async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await base.DisposeAsync();
        Directory.Delete(_folder!, recursive: true);
    }

    private async Task LaunchAsync()
    {
        Process = ServerProcess.Start(
            _folder!, ServerProcess.Find("etcd"), "--data-dir", Path.Combine(_folder!, "data"),
            "--listen-client-urls", $"http://{Address}", "--advertise-client-urls", $"http://{Address}",
            "--listen-peer-urls", _peer, "--initial-advertise-peer-urls", _peer, "--initial-cluster", $"default={_peer}");
        using var client = new HttpClient();
        await Process.WaitUntilReadyAsync(async () =>
            (await client.GetStringAsync(new Uri($"http://{Address}/health"))).Contains("true", StringComparison.Ordinal));
    }
}
