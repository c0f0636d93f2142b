namespace Daemonize.Tool.Seeing;

/// <summary>Where the screen and the page get the daemons from: this machine, or others.</summary>
internal interface ISnapshotSource : IDisposable
{
    /// <summary>The daemons that the last look has found.</summary>
    List<SeenDaemon> Daemons { get; }

    /// <summary>Looks at all daemons.</summary>
    /// <param name="isToWalk">Whether daemons may have come or gone, as after a verb.</param>
    List<DaemonRow> Look(bool isToWalk);
}
