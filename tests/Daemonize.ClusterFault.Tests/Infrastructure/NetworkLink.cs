using System.Globalization;
using System.Net;

namespace Daemonize.ClusterFault.Tests.Infrastructure;

/// <summary>A network namespace with one link to this one.</summary>
internal sealed class NetworkLink : IAsyncDisposable
{
    private const string Program = "/usr/sbin/ip";

    private readonly Sandbox _sandbox;
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"dz{Environment.ProcessId}x");
    private readonly string _network;

    private NetworkLink(Sandbox sandbox)
    {
        _sandbox = sandbox;

        // Four addresses of the range for tests of network devices (RFC 2544), which no network uses.
        var number = (Environment.ProcessId & 0x3fff) << 2;
        _network = string.Create(CultureInfo.InvariantCulture, $"198.18.{number >> 8}.{number & 0xff}");
        Address = Host(1);
    }

    /// <summary>The address of this end.</summary>
    public IPAddress Address { get; }

    /// <summary>The command that runs another in the namespace.</summary>
    public string[] Command => [Program, "netns", "exec", _name];

    private string Here => _name + "a";

    private string There => _name + "b";

    public static async Task<NetworkLink> CreateAsync(Sandbox sandbox)
    {
        RequiresRoot.Check();
        var link = new NetworkLink(sandbox);
        await link.RunAsync("netns", "add", link._name);
        await link.RunAsync("link", "add", link.Here, "type", "veth", "peer", "name", link.There, "netns", link._name);
        await link.RunAsync("addr", "add", $"{link.Address}/30", "dev", link.Here);
        await link.RunAsync("-n", link._name, "addr", "add", $"{link.Host(2)}/30", "dev", link.There);
        await link.RunAsync("-n", link._name, "link", "set", link.There, "up");
        await link.SetAsync("up");
        return link;
    }

    /// <summary>Takes the link "down", or brings it "up".</summary>
    public Task SetAsync(string state) => RunAsync("link", "set", Here, state);

    /// <summary>Removes the link, and the name of the namespace, which ends with its last process.</summary>
    public async ValueTask DisposeAsync()
    {
        await RunAsync("link", "del", Here);
        await RunAsync("netns", "del", _name);
    }

    private async Task RunAsync(params string[] words) => (await _sandbox.ExecuteAsync(Program, words)).Succeeds();

    private IPAddress Host(byte number)
    {
        var bytes = IPAddress.Parse(_network).GetAddressBytes();
        bytes[3] += number;
        return new IPAddress(bytes);
    }
}
