using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>All peers that are compared, with the same job: read the clock once per second.</summary>
internal static class Peers
{
    public const string Ours = "Daemonize";

    public const string Python = "/usr/bin/python3";

    public const string PythonDaemon = "/usr/lib/python3/dist-packages/daemon";

    private const string No = "no";
    private const string Yes = "yes";

    /// <summary>The job in C, for peers that turn any program into a daemon. It is so small that the measurement shows the peer.</summary>
    public static string TickLoop { get; } = Path.Combine(Places.Artifacts, "c", "tick_loop");

    public static string[] Hello(string kind) => [Places.App(kind, "HelloWorld")];

    public static IEnumerable<Peer> All(Supervisor? supervisor)
    {
        yield return Daemonize("jit");
        yield return Daemonize("aot");
        yield return new()
        {
            Name = "C double fork",
            WaitsForReady = No,
            Requires = TickLoop,
            PidFile = PidFile("c"),
            Start = [TickLoop, "-d", PidFile("c"), "1000"],
        };
        yield return new()
        {
            Name = "python-daemon",
            WaitsForReady = No,
            Requires = PythonDaemon,
            PidFile = PidFile("python"),
            Start = [Python, Path.Combine(Places.Benchmarks, "peers", "python_daemon.py"), PidFile("python"), "1000"],
        };
        yield return new()
        {
            Name = "start-stop-daemon",
            WaitsForReady = No,
            Requires = "/sbin/start-stop-daemon",
            PidFile = PidFile("ssd"),
            Start =
                ["/sbin/start-stop-daemon", "--start", "--background", "--make-pidfile", "--pidfile", PidFile("ssd"), "--exec", TickLoop],
            Stop = ["/sbin/start-stop-daemon", "--stop", "--retry", "5", "--pidfile", PidFile("ssd")],
        };
        yield return new()
        {
            Name = "daemonize(1)",
            WaitsForReady = No,
            Requires = "/usr/bin/daemonize",
            PidFile = PidFile("daemonize"),
            Start = ["/usr/bin/daemonize", "-p", PidFile("daemonize"), TickLoop],
        };
        yield return new()
        {
            Name = "daemon(1)",
            WaitsForReady = No,
            Requires = "/usr/bin/daemon",
            PidFile = PidFile("daemon"),
            IsWatched = true,
            Start = ["/usr/bin/daemon", "--noconfig", "--unsafe", "--name=benchmark", $"--pidfile={PidFile("daemon")}", "--", TickLoop],
            Stop = ["/usr/bin/daemon", "--noconfig", "--name=benchmark", $"--pidfile={PidFile("daemon")}", "--stop"],
        };
        yield return new()
        {
            Name = "supervisor",
            WaitsForReady = "1 s long",
            Requires = Supervisor.Executable,
            Watcher = supervisor?.Pid ?? 0,
            Start = [Supervisor.Control, "-c", Supervisor.ConfigurationFile, "start", "idle"],
            Stop = [Supervisor.Control, "-c", Supervisor.ConfigurationFile, "stop", "idle"],
        };
    }

    public static Peer Daemonize(string kind) => new()
    {
        Name = $"{Ours}, {Label(kind)}",
        Kind = kind,
        WaitsForReady = Yes,
        Requires = Places.App(kind, "Idle"),
        PidFile = PidFile("idle"),
        Start = [Places.App(kind, "Idle"), "start"],
        Stop = [Places.App(kind, "Idle"), "stop"],
    };

    /// <summary>A daemon with the watcher that starts it again.</summary>
    public static Peer Watched(string kind) => new()
    {
        Name = $"{Ours} with Restart, {Label(kind)}",
        Kind = kind,
        WaitsForReady = Yes,
        Requires = Places.App(kind, "Idle"),
        PidFile = PidFile("idle"),
        IsWatchedByParent = true,
        Start = [Places.App(kind, "Idle"), "start", "--restart", "on-failure"],
        Stop = [Places.App(kind, "Idle"), "stop"],
    };

    /// <summary>
    /// The job without a daemon: a loop that waits for the next slot of a grid and reads the clock, and perhaps logs a line.
    /// </summary>
    public static string[] BareLoop(string kind, int intervalMs, bool logs = false)
    {
        var interval = intervalMs.ToString(CultureInfo.InvariantCulture);
        return kind == "c"
            ? [TickLoop, .. logs ? ["-l", interval] : (string[])[interval]]
            : [Places.App(kind, "BareLoops"), logs ? "grid-log" : "grid", interval];
    }

    public static string Label(string kind) => kind switch
    {
        "jit" => "JIT",
        "aot" => "NativeAOT",
        _ => "C",
    };

    private static string PidFile(string name) => Path.Combine(Places.Work, name + ".pid");
}
