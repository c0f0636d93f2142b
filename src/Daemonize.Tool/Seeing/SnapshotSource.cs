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

    private readonly RecentRecords _records = new(records);
    private List<SeenDaemon> _daemons = [];

    /// <summary>The daemons of the last walk, in its order.</summary>
    private List<WatchedDaemon> _watched = [];
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
            rows = ReadRows() ?? _watched.ConvertAll(static watched => watched.Row);
        }

        rows.Sort(DaemonRow.Compare);
        return rows;
    }

    public void Dispose() => _watched.ForEach(static watched => watched.Dispose());

    /// <summary>Reads the rows; null if a process has ended since the walk.</summary>
    private List<DaemonRow>? ReadRows()
    {
        List<DaemonRow> rows = new(_watched.Count);
        foreach (var watched in _watched)
        {
            if (watched.Look() is not { } row)
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
        Dictionary<string, WatchedDaemon> before = new(StringComparer.Ordinal);
        foreach (var watched in _watched)
        {
            // In other mount namespaces, daemons can have the same path, and so the same number.
            if (!before.TryAdd(watched.Id, watched))
            {
                watched.Dispose();
            }
        }

        _watched = _daemons.ConvertAll(daemon =>
        {
            if (!before.Remove(daemon.Id, out var watched))
            {
                return new WatchedDaemon(daemon, _records);
            }

            watched.Renew(daemon);
            return watched;
        });

        foreach (var gone in before.Values)
        {
            gone.Dispose();
        }
    }
}
