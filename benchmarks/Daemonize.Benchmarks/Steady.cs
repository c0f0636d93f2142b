using System.Diagnostics;

namespace Daemonize.Benchmarks;

/// <summary>
/// <c>steady</c>: the running cost of a daemon that ticks once per second and logs a line; Daemonize also writes its status.
/// </summary>
internal static class Steady
{
    /// <summary>Excludes the start and the JIT's optimizations of the first minute.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private static string PidFile { get; } = Path.Combine(Places.Work, "steady.pid");

    private static string LogFile { get; } = Path.Combine(Places.Work, "steady.log");

    public static void Run(int seconds)
    {
        Machine.Print($"steady: a tick a second, for {seconds} s each, one after the other");
        var table = new MarkdownTable("", "CPU, s an hour", "context switches a tick", "RSS, MiB", "PSS, MiB", "lines logged");
        foreach (var kind in (string[])["jit", "aot"])
        {
            var app = Places.App(kind, "Steady");
            Add(table, $"{Peers.Ours}, {Peers.Label(kind)}", app, seconds, () => StartDaemon(app, "start"));
        }

        foreach (var kind in (string[])["jit", "aot"])
        {
            var app = Places.App(kind, "Worker");
            Add(table, $"Worker Service, PeriodicTimer, {Peers.Label(kind)}", app, seconds, () => StartLogged(app));
        }

        Add(
            table,
            "python-daemon",
            "/usr/lib/python3/dist-packages/daemon",
            seconds,
            () => StartDaemon("/usr/bin/python3", Path.Combine(Places.Benchmarks, "peers", "steady_daemon.py"), PidFile, LogFile));
        Add(table, "C, clock_nanosleep to the grid, without a log", Peers.TickLoop, seconds,
            static () => Child.Start([Peers.TickLoop, "1000"]));
        table.Print();
        Machine.PrintLoad();
    }

    private static void Add(MarkdownTable table, string name, string required, int seconds, Func<int> start)
    {
        if (!File.Exists(required) && !Directory.Exists(required))
        {
            table.Add(name, "absent: run benchmarks/install-peers", "", "", "", "");
            return;
        }

        File.Delete(PidFile);
        File.Delete(LogFile);
        var pid = start();
        Thread.Sleep(Settle);
        var begin = Stopwatch.GetTimestamp();
        var before = Effort.Of(pid);
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        var after = Effort.Of(pid);
        var taken = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var usage = Usage.Of(pid);
        Child.End(pid);
        Child.ReapAll();
        table.Add(
            name,
            MarkdownTable.Figure((after.Cpu - before.Cpu) / taken * 3600, "0.00"),
            MarkdownTable.Figure((after.Switches - before.Switches) / taken, "0.0"),
            MarkdownTable.Figure(usage.Rss, "0.0"),
            MarkdownTable.Figure(usage.Pss, "0.0"),
            MarkdownTable.Figure(
                File.Exists(LogFile)
                    ? File.ReadLines(LogFile).Count(static line => line.Contains("tick ", StringComparison.Ordinal))
                    : null, "0"));
    }

    private static int StartDaemon(params string[] command)
    {
        Child.Run(command, Timeout);
        var peer = new Peer { Name = command[0], WaitsForReady = "", Requires = command[0], PidFile = PidFile, Start = command };
        return peer.FindProcesses().Job;
    }

    /// <summary>The shell executes the program and appends its output to the log, as Daemonize does.</summary>
    private static int StartLogged(string app) => Child.Start(["/bin/sh", "-c", "exec \"$0\" >> \"$1\" 2>&1", app, LogFile]);
}
