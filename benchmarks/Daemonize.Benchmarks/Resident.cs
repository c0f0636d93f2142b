using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>A program that ticks until it is ended, for the tables of what a tick costs.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Kind">The kind of the bare loop that does the same job: c, aot or jit.</param>
/// <param name="Logs">Whether it logs a line at every tick.</param>
/// <param name="Requires">The file or directory that it needs to run.</param>
/// <param name="Start">Starts it for an interval in milliseconds, with a path that is its own but for the extension; returns the process
/// that does the job.</param>
internal sealed record Resident(string Name, string Kind, bool Logs, string Requires, Func<int, string, int> Start)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public bool IsPresent => File.Exists(Requires) || Directory.Exists(Requires);

    /// <summary>Gets the loops, the peers and ours; the loops first.</summary>
    public static IEnumerable<Resident> All(bool logs)
    {
        foreach (var kind in (string[])["c", "aot", "jit"])
        {
            yield return new(
                $"bare loop, {Peers.Label(kind)}", kind, logs, Peers.BareLoop(kind, 0)[0],
                (interval, path) => StartLogged(Peers.BareLoop(kind, interval, logs), path));
        }

        yield return new("python-daemon", "c", logs, Peers.PythonDaemon, (interval, path) => StartPython(logs, interval, path));
        foreach (var kind in (string[])["aot", "jit"])
        {
            var worker = Places.App(kind, "Worker");
            yield return new(
                $"Worker Service, PeriodicTimer, {Peers.Label(kind)}", kind, logs, worker,
                (interval, path) => StartLogged([worker, Text(interval), .. logs ? ["log"] : (string[])[]], path));
        }

        foreach (var kind in (string[])["aot", "jit"])
        {
            var app = Places.App(kind, logs ? "Steady" : "Idle");
            yield return new(
                $"{Peers.Ours}, {Peers.Label(kind)}", kind, logs, app, (interval, path) => StartDaemon(
                    path + ".pid",
                    app, "start", "--interval", $"{interval}ms", "--pid-file", path + ".pid", "--log-file", path + ".log"));
        }
    }

    /// <summary>Runs a command that starts a daemon, and returns the process in its pid file.</summary>
    public static int StartDaemon(string pidFile, params string[] command)
    {
        Child.Run(command, Timeout);
        var peer = new Peer { Name = command[0], WaitsForReady = "", Requires = command[0], PidFile = pidFile, Start = command };
        return peer.FindProcesses().Job;
    }

    /// <summary>The shell executes the program and appends its output to the log, as Daemonize does.</summary>
    private static int StartLogged(string[] command, string path) =>
        Child.Start(["/bin/sh", "-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1", "sh", path + ".log", .. command]);

    private static int StartPython(bool logs, int interval, string path)
    {
        var script = Path.Combine(Places.Benchmarks, "peers", logs ? "steady_daemon.py" : "python_daemon.py");
        return StartDaemon(
            path + ".pid", [Peers.Python, script, path + ".pid", .. logs ? [path + ".log"] : (string[])[], Text(interval)]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
