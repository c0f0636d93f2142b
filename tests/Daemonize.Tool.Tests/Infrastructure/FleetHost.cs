using System.Globalization;
using System.Net.Sockets;
using Programs = Daemonize.EndToEnd.Tests.Infrastructure.Tools;

namespace Daemonize.Tool.Tests.Infrastructure;

/// <summary>A machine of a test, joined to this one by a link. Its end ends all its processes.</summary>
/// <param name="sandbox">The sandbox that the machine is in.</param>
/// <param name="name">The name of the machine.</param>
internal sealed class FleetHost(Sandbox sandbox, string name) : IAsyncDisposable
{
    public const int Port = 22;

    private const string Ip = "/usr/sbin/ip";

    /// <summary>A hardware address that no device of a link has.</summary>
    private const string Nobody = "02:00:00:00:00:01";

    private static int _last;

    private readonly int _number = Interlocked.Increment(ref _last);
    private RunningCommand? _sshd;

    public string Name => name;

    public string Address => Host(2);

    /// <summary>The daemons of the machine have their files here.</summary>
    public string RuntimeDirectory => Path.Combine(Root, "run");

    private string Root => Path.Combine(sandbox.Root, name);

    private string Namespace => string.Create(CultureInfo.InvariantCulture, $"dzf{Environment.ProcessId}x{_number}");

    private string ConfigFile => Path.Combine(Root, "sshd_config");

    private string UsersFile => Path.Combine(Root, "passwd");

    private string Here => Namespace + "a";

    private string There => Namespace + "b";

    /// <summary>Gets the port on which a script runs.</summary>
    public static int PortOf(int script) => 2200 + script;

    public DaemonFiles Daemon(string daemon) =>
        new(Path.Combine(RuntimeDirectory, daemon + ".pid"), Path.Combine(Root, "log", daemon + ".log"));

    public async Task ConnectAsync()
    {
        await RunAsync("netns", "add", Namespace);
        await RunAsync("link", "add", Here, "type", "veth", "peer", "name", There, "netns", Namespace);
        await RunAsync("addr", "add", $"{Host(1)}/30", "dev", Here);
        await RunAsync("-n", Namespace, "link", "set", "lo", "up");
        await RunAsync("-n", Namespace, "link", "set", There, "up");
        await RunAsync("link", "set", Here, "up");
    }

    public Task TakeAddressAsync() => RunAsync("-n", Namespace, "addr", "add", $"{Address}/30", "dev", There);

    /// <summary>Sends what is for the machine to nobody, without a message about it.</summary>
    public Task LosePacketsAsync() => RunAsync("neigh", "replace", Address, "lladdr", Nobody, "nud", "permanent", "dev", Here);

    /// <summary>Starts the sshd, and waits until it listens.</summary>
    /// <param name="keys">The folder with its key, and that of the user.</param>
    /// <param name="scripts">What runs on the other ports in place of what ssh asks for.</param>
    public async Task StartAsync(string keys, (string Name, string Script)[] scripts)
    {
        await TakeAddressAsync();
        Directory.CreateDirectory(RuntimeDirectory);
        Directory.CreateDirectory(Path.Combine(Root, "log"));
        Directory.CreateDirectory(Path.Combine(Root, "bin"));
        File.CreateSymbolicLink(Path.Combine(Root, "bin", "daemonize"), new App("Daemonize.Tool", "daemonize").File);
        await File.WriteAllTextAsync(ConfigFile, Configure(keys, scripts), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(UsersFile, Users(), TestContext.Current.CancellationToken);
        await StartSshdAsync();
    }

    /// <summary>Starts the machine again without its daemons, as after a loss of power.</summary>
    public async Task RestartAsync()
    {
        Kill();
        _ = await _sshd!.CompleteAsync();
        await StartSshdAsync();
    }

    private async Task StartSshdAsync()
    {
        // Its process table is its own, so that each machine has only its own daemons; and so is /run, for sshd's directory.
        const string begin =
            "hostname \"$0\" && mount -t tmpfs tmpfs /run && mkdir /run/sshd && mount --bind \"$1\" /etc/passwd && shift && exec \"$@\"";
        _sshd = sandbox.Begin(
            Ip, "netns", "exec", Namespace, Programs.Unshare, "--mount", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc",
            "/bin/sh", "-c", begin, name, UsersFile, Programs.Sshd, "-D", "-e", "-f", ConfigFile);
        await Wait.UntilAsync(() => IsListening() || _sshd.HasEnded, $"sshd of {name} listens");
        Assert.False(_sshd.HasEnded, _sshd.HasEnded ? $"{await _sshd.CompleteAsync()}" : "");
    }

    /// <summary>Ends the sshd with all processes of the machine.</summary>
    public void Kill() => _sshd?.Kill();

    public async ValueTask DisposeAsync()
    {
        if (_sshd is not null)
        {
            Kill();
            _ = await _sshd.CompleteAsync();
        }

        await RunAsync("link", "del", Here);
        await RunAsync("netns", "del", Namespace);
    }

    private string Configure(string keys, (string Name, string Script)[] scripts)
    {
        var config = $"""
            Port {Port}
            {string.Join('\n', scripts.Select(static (_, i) => $"Port {PortOf(i)}"))}
            AddressFamily inet
            MaxStartups 100
            HostKey {keys}/host
            AuthorizedKeysFile {keys}/user.pub
            StrictModes no
            PermitRootLogin yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            UseDNS no
            PidFile none
            SetEnv {string.Join(' ', Variables())}

            """;
        for (var i = 0; i < scripts.Length; i++)
        {
            var script = Path.Combine(Root, scripts[i].Name);
            File.WriteAllText(script, scripts[i].Script);
            config += $"Match LocalPort {PortOf(i)}\n  ForceCommand /bin/sh {script}\n";
        }

        return config;
    }

    /// <summary>
    /// Gets the users of the machine: root's home and shell are not those of this one, whose start files may do anything.
    /// </summary>
    private IEnumerable<string> Users() => File.ReadLines("/etc/passwd")
        .Select(line => line.StartsWith("root:", StringComparison.Ordinal) ? $"root:x:0:0:root:{Root}:/bin/sh" : line);

    private IEnumerable<string> Variables()
    {
        yield return $"PATH={Root}/bin:/usr/bin:/bin";
        yield return $"RUNTIME_DIRECTORY={RuntimeDirectory}";
        yield return $"LOGS_DIRECTORY={Root}/log";
        yield return $"STATE_DIRECTORY={Root}";
        yield return $"DAEMONIZE_CARDS={Root}/cards";
        yield return $"TESTAPP_OUTPUT={sandbox.OutputDirectory}";
        yield return $"DAEMONIZE_SANDBOX={sandbox.Root}";
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } runtime)
        {
            yield return $"DOTNET_ROOT={runtime}";
        }
    }

    private bool IsListening()
    {
        try
        {
            using var socket = new TcpClient(Address, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task RunAsync(params string[] words) => (await sandbox.ExecuteAsync(Ip, words)).Succeeds();

    /// <summary>
    /// Gets an address of the link. They are of the range for tests of network devices (RFC 2544), which no network uses: of its second
    /// half, and four for each link.
    /// </summary>
    private string Host(int end)
    {
        const int links = 16;
        var number = ((Environment.ProcessId % 1024 * links) + (_number % links)) * 4;
        return string.Create(CultureInfo.InvariantCulture, $"198.19.{number >> 8}.{(number & 0xff) + end}");
    }
}
