using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>Watches several machines at once: each is shown as soon as it answers, and none waits for another.</summary>
internal sealed class FleetSource : ISnapshotSource
{
    private readonly FleetOptions _options;
    private readonly Dictionary<string, HostWatch> _watches = new(StringComparer.Ordinal);
    private readonly SnapshotSource? _local;

    /// <param name="options">The machines to watch.</param>
    /// <param name="local">This machine; null if it is not shown.</param>
    public FleetSource(FleetOptions options, SnapshotSource? local)
    {
        (_options, _local) = (options, local);
        foreach (var host in options.Hosts)
        {
            _watches.Add(host, new HostWatch(host, options.Ssh, () => Changed?.Invoke()));
        }
    }

    /// <summary>Is raised when a machine begins or ceases to answer, from any thread.</summary>
    public event Action? Changed;

    public List<SeenDaemon> Daemons { get; private set; } = [];

    public void Begin()
    {
        foreach (var watch in _watches.Values)
        {
            watch.Begin();
        }
    }

    public List<DaemonRow> Look(bool isToWalk)
    {
        var rows = _local?.Look(isToWalk) ?? [];
        foreach (var host in _options.Hosts)
        {
            rows.AddRange(_watches[host].Rows().Where(
                row => row.Daemon.Remote?.Silence is not null || NameMatch.FitsAny(row.Daemon, _options.Names)));
        }

        Daemons = rows.ConvertAll(static row => row.Daemon);
        return rows;
    }

    /// <summary>Runs a verb on a daemon of another machine to its end.</summary>
    public VerbOutcome Act(DaemonVerb verb, SeenDaemon daemon) => _watches[daemon.Remote!.Host].Act(verb, daemon);

    /// <summary>Gets what was read last of a daemon of another machine; null if nothing was read yet.</summary>
    public RemoteDetail? Detail(SeenDaemon daemon) => _watches[daemon.Remote!.Host].Detail(daemon.Remote.Id);

    /// <summary>Ends the connections and their processes.</summary>
    public void Dispose()
    {
        foreach (var watch in _watches.Values)
        {
            watch.Cancel();
        }

        foreach (var watch in _watches.Values)
        {
            watch.Join();
        }

        _local?.Dispose();
    }
}
