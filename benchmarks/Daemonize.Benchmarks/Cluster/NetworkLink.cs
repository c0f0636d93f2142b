using System.Globalization;

namespace Daemonize.Benchmarks.Cluster;

/// <summary>A network namespace with one link to this one.</summary>
internal sealed class NetworkLink : IDisposable
{
    private const string Program = "/usr/sbin/ip";

    /// <summary>Two addresses of the range for tests of network devices (RFC 2544), which no network uses.</summary>
    private const string There = "198.18.72.2";

    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"dzb{Environment.ProcessId}");

    public NetworkLink()
    {
        Run("netns", "add", _name);
        Run("link", "add", _name + "a", "type", "veth", "peer", "name", _name + "b", "netns", _name);
        Run("addr", "add", Address + "/30", "dev", _name + "a");
        Run("-n", _name, "addr", "add", There + "/30", "dev", _name + "b");
        Run("-n", _name, "link", "set", _name + "b", "up");
        Set("up");
    }

    /// <summary>Whether this process may create one.</summary>
    public static bool IsPossible => Environment.IsPrivilegedProcess && File.Exists(Program);

    /// <summary>The address of this end.</summary>
    public static string Address => "198.18.72.1";

    /// <summary>The command that runs another in the namespace.</summary>
    public IReadOnlyList<string> Launcher => [Program, "netns", "exec", _name];

    /// <summary>Takes the link "down", or brings it "up".</summary>
    public void Set(string state) => Run("link", "set", _name + "a", state);

    /// <summary>Removes the link, and the name of the namespace, which ends with its last process.</summary>
    public void Dispose()
    {
        Run("link", "del", _name + "a");
        Run("netns", "del", _name);
    }

    private static void Run(params string[] words) => Command.Run(Program, words);
}
