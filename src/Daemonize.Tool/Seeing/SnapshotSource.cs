using System.Diagnostics;

namespace Daemonize.Tool.Seeing;

/// <summary>
/// Looks at all daemons once a second: a walk over all processes every fifth second, and between only at what is known. Everything is read
/// while somebody looks, and nothing otherwise.
/// </summary>
/// <param name="patterns">The names and patterns of the daemons to show; all without any.</param>
/// <param name="records">How many of the last ticks and other events of each daemon to read.</param>
internal sealed class SnapshotSource(IReadOnlyList<string> patterns, int records) : ISnapshotSource
{
    private static readonly TimeSpan WalkEvery = new(0, 0, 5);

    private readonly Dictionary<string, WatchedDaemon> _watched = new(StringComparer.Ordinal);
    private List<SeenDaemon> _daemons = [];
    private long _walkedAt;

    /// <summary>The daemons that the last walk has found.</summary>
    public List<SeenDaemon> Daemons => _daemons;

    /// <summary>Looks at all daemons, and gives those that need attention first.</summary>
    /// <param name="isToWalk">Whether daemons may have come or gone, as after a verb.</param>
    public List<DaemonRow> Look(bool isToWalk)
    {
        if (isToWalk || _walkedAt == 0 || Stopwatch.GetElapsedTime(_walkedAt) >= WalkEvery)
        {
            Walk();
        }

        var rows = ReadRows();
        if (rows is null)
        {
            Walk();
            rows = ReadRows() ?? _daemons.ConvertAll(static daemon => new DaemonRow(daemon));
        }

        rows.Sort(DaemonRow.Compare);
        return rows;
    }

    public void Dispose()
    {
        foreach (var watched in _watched.Values)
        {
            watched.Dispose();
        }
    }

    /// <summary>Reads the rows; null if a process has ended since the walk.</summary>
    private List<DaemonRow>? ReadRows()
    {
        List<DaemonRow> rows = [];
        foreach (var daemon in _daemons)
        {
            if (_watched[daemon.Id].Look() is not { } row)
            {
                return null;
            }

            rows.Add(row);
        }

        return rows;
    }

    private void Walk()
    {
        _daemons = NameMatch.Filter(Discovery.Find(), patterns);
        _walkedAt = Stopwatch.GetTimestamp();
        HashSet<string> gone = [.. _watched.Keys];
        foreach (var daemon in _daemons)
        {
            if (gone.Remove(daemon.Id))
            {
                _watched[daemon.Id].Renew(daemon);
            }
            else if (!_watched.ContainsKey(daemon.Id))
            {
                _watched[daemon.Id] = new WatchedDaemon(daemon, records);
            }
        }

        foreach (var id in gone)
        {
            _watched[id].Dispose();
            _ = _watched.Remove(id);
        }
    }
}
