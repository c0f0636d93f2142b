using Daemonize.History;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>The daemons of a machine, kept up to date by the differences that it sends.</summary>
internal sealed class WatchedRows
{
    private readonly Dictionary<string, DaemonRow> _rows = new(StringComparer.Ordinal);
    private int _messages;

    /// <summary>Takes a line; true if the rows are those of one moment now.</summary>
    public bool Take(HostMessage message)
    {
        // A look sends each daemon at most once, and each that is gone.
        if (++_messages > 2 * FleetProtocol.MaxDaemons)
        {
            throw new DaemonException("it sends daemons without an end");
        }

        if (message.Row is { } row)
        {
            var id = row.Daemon.Remote!.Id;
            _rows[id] = message.IsWhole || !_rows.TryGetValue(id, out var before)
                ? row
                : row with { Recent = Merge(before.Recent, row.Recent) };
        }

        if (message.Gone is { } gone)
        {
            _ = _rows.Remove(gone);
        }

        if (_rows.Count > FleetProtocol.MaxDaemons)
        {
            throw new DaemonException($"it has more than {FleetProtocol.MaxDaemons} daemons");
        }

        _messages = message.IsLook ? 0 : _messages;
        return message.IsLook;
    }

    /// <summary>Gets the daemons, those that need attention first.</summary>
    public List<DaemonRow> Sorted()
    {
        List<DaemonRow> rows = [.. _rows.Values];
        rows.Sort(DaemonRow.Compare);
        return rows;
    }

    /// <summary>Gets the last ticks with those that are new, or have ended. Without any, the same list: nothing is drawn again.</summary>
    private static IReadOnlyList<HistoryEntry> Merge(IReadOnlyList<HistoryEntry> before, IReadOnlyList<HistoryEntry> changed)
    {
        if (changed.Count == 0)
        {
            return before;
        }

        List<HistoryEntry> merged = [.. before];
        foreach (var entry in changed)
        {
            var at = merged.FindIndex(known => known.Record.Sequence == entry.Record.Sequence);
            if (at >= 0)
            {
                merged[at] = entry;
            }
            else
            {
                merged.Add(entry);
            }
        }

        return merged.Count <= FleetProtocol.MaxRecent ? merged : merged[^FleetProtocol.MaxRecent..];
    }
}
