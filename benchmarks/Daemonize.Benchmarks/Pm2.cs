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
            [
                "/usr/bin/env", "PM2_HOME=" + _home, "PM2_DISCRETE_MODE=1", Executable, "start",
                Path.Combine(Places.Benchmarks, "peers", "tick.js"), "--name", name, "--", interval,
            ],
            Timeout);
        return ReadPid(Path.Combine(_home, "pids", name + "-0.pid"));
    }

    /// <summary>SIGTERM makes the god end its programs first.</summary>
    public void Dispose() => Child.End(God);

    private static int ReadPid(string path) => int.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);
}
