namespace Daemonize.Benchmarks;

/// <summary>All peers that are compared, with the same job: read the clock once per second.</summary>
internal static class Peers
{
    public const string Ours = "Daemonize";

    private const string Python = "/usr/bin/python3";
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
            Requires = "/usr/lib/python3/dist-packages/daemon",
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

    private static Peer Daemonize(string kind) => new()
    {
        Name = $"{Ours}, {Label(kind)}",
        WaitsForReady = Yes,
        Requires = Places.App(kind, "Idle"),
        PidFile = PidFile("idle"),
        Start = [Places.App(kind, "Idle"), "start"],
        Stop = [Places.App(kind, "Idle"), "stop"],
    };

    public static string Label(string kind) => kind == "jit" ? "JIT" : "NativeAOT";

    private static string PidFile(string name) => Path.Combine(Places.Work, name + ".pid");
}
