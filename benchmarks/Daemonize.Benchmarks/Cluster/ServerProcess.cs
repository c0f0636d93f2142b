using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Daemonize.Benchmarks.Cluster;

/// <summary>
/// A server with a temporary folder, without root's rights, which some servers refuse to have. It ends with the measurement, also if that
/// is killed.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Unprivileged = "nobody";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private static int _count;

    private readonly int _pid;

    private ServerProcess(int pid) => _pid = pid;

    /// <summary>Creates a folder that the servers may write to.</summary>
    public static string CreateFolder(string name)
    {
        var folder = Path.Combine(Places.Work, string.Create(CultureInfo.InvariantCulture, $"{name}{++_count}"));
        Directory.CreateDirectory(folder);
        if (Environment.IsPrivilegedProcess)
        {
            // The folder above is only for its owner.
            Command.Run("/bin/chmod", "755", Places.Work);
            Command.Run("/bin/chown", Unprivileged, folder);
        }

        return folder;
    }

    /// <summary>
    /// Gets a TCP port of the loopback interface that the kernel has chosen and that was free just now, for servers that cannot choose.
    /// </summary>
    public static string FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Finds a program, also among those of the newest version of a server that is not in the path.</summary>
    public static string Find(string name)
    {
        const string Versions = "/usr/lib/postgresql";
        string[] versions = Directory.Exists(Versions) ? [.. Directory.GetDirectories(Versions).OrderDescending()] : [];
        return versions.Select(static version => version + "/bin").Concat(["/usr/bin", "/usr/sbin"])
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
                ?? throw new FileNotFoundException($"{name} is not installed: run benchmarks/install-peers");
    }

    /// <summary>Starts a server, and waits until it answers. What it prints is in <c>server.log</c> of its folder.</summary>
    public static ServerProcess Start(string folder, Func<bool> answers, params IReadOnlyList<string> command)
    {
        var pid = Child.Start(Command.WithLog(Path.Combine(folder, "server.log"), [.. Rights(), .. command]));
        Wait.Until(answers, LookAgain, Limit);
        return new ServerProcess(pid);
    }

    /// <summary>Runs a program with the rights of the servers.</summary>
    public static void Run(string folder, params IReadOnlyList<string> command) =>
        Child.Run(Command.WithLog(Path.Combine(folder, "setup.log"), [.. Rights(), .. command]), Limit);

    /// <summary>Returns whether a server listens at a port.</summary>
    public static bool Listens(string port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>SIGINT ends all of them quickly; for PostgreSQL, SIGTERM would wait for its clients.</summary>
    public void Dispose()
    {
        _ = Libc.kill(_pid, Libc.SIGINT);
        if (!Child.WaitForEnd(_pid, TimeSpan.FromSeconds(20)))
        {
            _ = Libc.kill(_pid, Libc.SIGKILL);
        }

        _ = Child.Reap(_pid);
    }

    private static string[] Rights() => Environment.IsPrivilegedProcess
        ? ["/usr/bin/setpriv", "--reuid=" + Unprivileged, "--regid=nogroup", "--clear-groups", "--pdeathsig=INT"]
        : ["/usr/bin/setpriv", "--pdeathsig=INT"];
}
