using System.Diagnostics;
using Daemonize.Commands;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Top;

/// <summary>
/// Looks at all daemons once a second: a walk over all processes every fifth second, and between only at what is known. Everything is read
/// while somebody looks, and nothing otherwise.
/// </summary>
/// <param name="patterns">The names and patterns of the daemons to show; all without any.</param>
/// <param name="style">How the strips are drawn.</param>
internal sealed class TopSource(IReadOnlyList<string> patterns, HistoryStyle style) : IDisposable
{
    private static readonly TimeSpan WalkEvery = new(0, 0, 5);

    private readonly Dictionary<string, WatchedDaemon> _watched = new(StringComparer.Ordinal);
    private List<SeenDaemon> _daemons = [];
    private long _walkedAt;

    /// <summary>Looks at all daemons.</summary>
    /// <param name="isToWalk">Whether daemons may have come or gone, as after a verb.</param>
    /// <param name="open">The daemon of which more is shown; null for none.</param>
    public TopSnapshot Look(bool isToWalk, SeenDaemon? open)
    {
        if (isToWalk || _walkedAt == 0 || Stopwatch.GetElapsedTime(_walkedAt) >= WalkEvery)
        {
            Walk();
        }

        var rows = ReadRows();
        if (rows is null)
        {
            Walk();
            rows = ReadRows() ?? _daemons.ConvertAll(static daemon => new TopRow(daemon));
        }

        rows.Sort(static (one, other) =>
        {
            var order = Attention.Rank(one.State).CompareTo(Attention.Rank(other.State));
            return order != 0 ? order : Attention.Compare(one.Daemon, other.Daemon);
        });
        var now = DateTimeOffset.UtcNow;
        var found = open is null ? null : _daemons.Find(daemon => daemon.Id == open.Id) ?? open;
        return new TopSnapshot(rows, now, found is null ? null : TopDetailReader.Read(found, now, style.Zone));
    }

    public void Dispose()
    {
        foreach (var watched in _watched.Values)
        {
            watched.Dispose();
        }
    }

    /// <summary>Reads the rows; null if a process has ended since the walk.</summary>
    private List<TopRow>? ReadRows()
    {
        List<TopRow> rows = [];
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
                _watched[daemon.Id] = new WatchedDaemon(daemon, style);
            }
        }

        foreach (var id in gone)
        {
            _watched[id].Dispose();
            _ = _watched.Remove(id);
        }
    }
}
