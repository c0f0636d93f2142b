namespace Daemonize.Benchmarks;

/// <summary>
/// A separate supervisord with one program and its default settings. It must run before anything can be started under it.
/// </summary>
internal sealed class Supervisor : IDisposable
{
    public const string Executable = "/usr/bin/supervisord";

    public const string Control = "/usr/bin/supervisorctl";

    private Supervisor(int pid) => Pid = pid;

    public static string ConfigurationFile { get; } = Path.Combine(Places.Work, "supervisord.conf");

    public int Pid { get; }

    /// <summary>The socket of its page and of its commands.</summary>
    public static string Socket { get; } = Path.Combine(Places.Work, "supervisor.sock");

    /// <summary>Starts supervisord; returns null if it is not installed.</summary>
    /// <param name="running">The number of programs that it starts itself; 0 for one that waits for a command.</param>
    public static Supervisor? TryStart(int running = 0)
    {
        if (!File.Exists(Executable))
        {
            return null;
        }

        var programs = running == 0 ? "autostart=false" : $"numprocs={running}\nprocess_name=idle_%(process_num)03d";
        File.WriteAllText(ConfigurationFile, $"""
            [supervisord]
            nodaemon=true
            user=root
            logfile=/dev/null
            logfile_maxbytes=0
            pidfile={Path.Combine(Places.Work, "supervisord.pid")}
            [unix_http_server]
            file={Socket}
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
            [supervisorctl]
            serverurl=unix://{Socket}
            [program:idle]
            command={Peers.TickLoop}
            {programs}
            """);
        var supervisor = new Supervisor(Child.Start([Executable, "-c", ConfigurationFile]));
        for (var i = 0; i < 100 && !File.Exists(Socket); i++)
        {
            Thread.Sleep(100);
        }

        return supervisor;
    }

    public void Dispose() => Child.End(Pid);
}
