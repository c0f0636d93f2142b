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

    /// <summary>Starts supervisord; returns null if it is not installed.</summary>
    public static Supervisor? TryStart()
    {
        if (!File.Exists(Executable))
        {
            return null;
        }

        var socket = Path.Combine(Places.Work, "supervisor.sock");
        File.WriteAllText(ConfigurationFile, $"""
            [supervisord]
            nodaemon=true
            user=root
            logfile=/dev/null
            logfile_maxbytes=0
            pidfile={Path.Combine(Places.Work, "supervisord.pid")}
            [unix_http_server]
            file={socket}
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
            [supervisorctl]
            serverurl=unix://{socket}
            [program:idle]
            command={Peers.TickLoop}
            autostart=false
            """);
        var supervisor = new Supervisor(Child.Start([Executable, "-c", ConfigurationFile]));
        for (var i = 0; i < 100 && !File.Exists(socket); i++)
        {
            Thread.Sleep(100);
        }

        return supervisor;
    }

    public void Dispose() => Child.End(Pid);
}
