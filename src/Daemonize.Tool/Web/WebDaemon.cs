namespace Daemonize.Tool.Web;

/// <summary>The daemon that serves the page: one like any other, with the verbs of the library.</summary>
internal static class WebDaemon
{
    public const string Name = "daemonize-web";

    /// <summary>Serves the page that shows and controls the daemons of this machine.</summary>
    /// <param name="daemon">The context, which is notified when the page can be opened.</param>
    /// <param name="stopping">Is cancelled when the daemon is to stop.</param>
    /// <param name="readOnly">Shows only: nobody can act on a daemon.</param>
    /// <param name="port">The port of 127.0.0.1; 0 for one that is chosen once and kept.</param>
    /// <param name="metrics">Another address for /metrics only, such as 0.0.0.0:9464.</param>
    /// <param name="public">The address of the page behind a reverse proxy, such as https://ops.example.com/daemons/.</param>
    /// <param name="control">As root, lets the page act on daemons.</param>
    /// <param name="host">Other machines to show too, by ssh, such as atlas,boreas.</param>
    /// <param name="ssh">The ssh command and its options, such as ssh -p 2222.</param>
    [Daemon(Name = Name, Ready = ReadyMode.Manual, StopTimeout = "10s", LogMaxSize = "10MB")]
    internal static Task Serve(
        DaemonContext daemon, CancellationToken stopping, bool readOnly = false, ushort port = 0, string? metrics = null,
        string? @public = null, bool control = false, string? host = null, string? ssh = null) =>
        WebService.RunAsync(daemon, WebOptions.Parse(readOnly, port, metrics, @public, control, host, ssh), stopping);
}
