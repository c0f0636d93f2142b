using System.Globalization;
using System.Text;

namespace Daemonize.Tool.Tests.Infrastructure;

/// <summary>
/// Machines for a test: namespaces of network, processes, mounts and names, each with a real sshd(8). Their keys, and the configuration of
/// ssh(1) that knows them, are in the sandbox; nobody's own are used.
/// </summary>
internal sealed class FleetHosts : IAsyncDisposable
{
    private readonly Sandbox _sandbox;
    private readonly List<FleetHost> _hosts = [];
    private readonly StringBuilder _config = new();

    private FleetHosts(Sandbox sandbox) => (_sandbox, Folder) = (sandbox, sandbox.Create("ssh"));

    /// <summary>The folder of the keys.</summary>
    public string Folder { get; }

    /// <summary>The option by which the tool finds the machines.</summary>
    public string SshOption => $"--ssh=ssh -F '{ConfigFile}'";

    private string ConfigFile => Path.Combine(Folder, "config");

    private string KnownHostsFile => Path.Combine(Folder, "known_hosts");

    /// <summary>Begins a fleet with some machines that answer.</summary>
    public static async Task<FleetHosts> BeginAsync(Sandbox sandbox, params string[] names)
    {
        RequiresRoot.Check();
        var hosts = new FleetHosts(sandbox);
        await hosts.MakeKeyAsync("user");
        await hosts.MakeKeyAsync("host");
        await Task.WhenAll(names.Select(name => hosts.AddAsync(name)));
        return hosts;
    }

    /// <summary>Adds a machine with an sshd.</summary>
    /// <param name="name">The name of the machine.</param>
    /// <param name="scripts">Names of it with which another program runs in place of what ssh asks for: its text, for a shell.</param>
    public async Task<FleetHost> AddAsync(string name, params (string Name, string Script)[] scripts)
    {
        var host = await AddLinkAsync(name);
        await host.StartAsync(Folder, scripts);
        Know(name, host.Address, FleetHost.Port);
        for (var i = 0; i < scripts.Length; i++)
        {
            Know(scripts[i].Name, host.Address, FleetHost.PortOf(i));
        }

        return host;
    }

    /// <summary>Adds a machine on which nothing listens.</summary>
    public async Task AddRefusingAsync(string name)
    {
        var host = await AddLinkAsync(name);
        await host.TakeAddressAsync();
        Know(name, host.Address, FleetHost.Port);
    }

    /// <summary>Adds a machine whose packets are lost.</summary>
    public async Task AddHangingAsync(string name)
    {
        var host = await AddLinkAsync(name);
        await host.LosePacketsAsync();
        Know(name, host.Address, FleetHost.Port);
    }

    /// <summary>Runs a command on a machine.</summary>
    public Task<CommandResult> RunAsync(string host, params string[] words) =>
        _sandbox.ExecuteAsync(
            EndToEnd.Tests.Infrastructure.Tools.Ssh, ["-F", ConfigFile, host, .. words.Select(static word => $"'{word}'")]);

    public FleetHost Find(string name) => _hosts.Single(host => host.Name == name);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    private async Task<FleetHost> AddLinkAsync(string name)
    {
        var host = new FleetHost(_sandbox, name);
        lock (_hosts)
        {
            _hosts.Add(host);
        }

        await host.ConnectAsync();
        return host;
    }

    private void Know(string name, string address, int port)
    {
        lock (_config)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"[{address}]:{port}");
            var key = File.ReadAllText(Path.Combine(Folder, "host.pub"));
            File.AppendAllText(KnownHostsFile, $"{(port == FleetHost.Port ? address : at)} {key}");
            _config.Append(CultureInfo.InvariantCulture, $"""
                Host {name}
                  HostName {address}
                  Port {port}
                  User root
                  IdentityFile {Folder}/user
                  IdentitiesOnly yes
                  IdentityAgent none
                  UserKnownHostsFile {KnownHostsFile}
                  GlobalKnownHostsFile /dev/null

                """);
            File.WriteAllText(ConfigFile, _config.ToString());
        }
    }

    private async Task MakeKeyAsync(string name) =>
        (await _sandbox.ExecuteAsync(
            EndToEnd.Tests.Infrastructure.Tools.SshKeygen, "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(Folder, name))).Succeeds();
}
