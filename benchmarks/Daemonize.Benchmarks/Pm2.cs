using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>PM2 with a home directory that belongs to this run: its resident process, the god, keeps the programs that it starts.</summary>
internal sealed class Pm2 : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly string _home = Path.Combine(Places.Work, "pm2");

    public static string Executable { get; } = Path.Combine(Places.Artifacts, "peers", "node_modules", ".bin", "pm2");

    public static bool IsPresent => File.Exists(Executable);

    /// <summary>Gets the god's process, which the first start creates.</summary>
    public int God => ReadPid(Path.Combine(_home, "pm2.pid"));

    /// <summary>Starts a Node.js program that ticks, and returns its process.</summary>
    public int Start(int intervalMs)
    {
        var interval = intervalMs.ToString(CultureInfo.InvariantCulture);
        var name = "tick" + interval;
        Child.Run(
            Command("start", Path.Combine(Places.Benchmarks, "peers", "tick.js"), "--name", name, "--", interval), Timeout);
        return ReadPid(Path.Combine(_home, "pids", name + "-0.pid"));
    }

    /// <summary>Starts a number of programs in C, which need no memory of Node.js.</summary>
    public void StartMany(int count) => Child.Run(
        Command(
            "start", Peers.TickLoop, "--interpreter", "none", "--name", "idle", "-i", count.ToString(CultureInfo.InvariantCulture), "--",
            "1000"),
        Timeout * 3);

    /// <summary>Gets the command line of a command of PM2.</summary>
    public string[] Command(params string[] arguments) =>
        ["/usr/bin/env", "PM2_HOME=" + _home, "PM2_DISCRETE_MODE=1", Executable, .. arguments];

    /// <summary>Ends the programs, which would survive a god that is killed because they take long to end, and then the god.</summary>
    public void Dispose()
    {
        Child.Run(Command("delete", "all", "--silent"), Timeout * 3);
        Child.End(God);
    }

    private static int ReadPid(string path) => int.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);
}
