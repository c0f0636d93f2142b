using Daemonize.History;

namespace Daemonize.Tool.Seeing;

/// <summary>Tells what two looks at the last ticks of a daemon differ in.</summary>
internal static class RecentChange
{
    /// <summary>Whether the history is another file, whose records begin again.</summary>
    public static bool IsOtherHistory(IReadOnlyList<HistoryEntry> before, IReadOnlyList<HistoryEntry> now) =>
        !ReferenceEquals(before, now) && before is [.., var old]
            && (now is not [.., var last] || last.Record.Sequence < old.Record.Sequence);

    /// <summary>Gets the entries that are new, or not as they were: a tick has ended. Both lists are in the order of the records.</summary>
    public static List<HistoryEntry> NewIn(IReadOnlyList<HistoryEntry> before, IEnumerable<HistoryEntry> now)
    {
        List<HistoryEntry> changed = [];
        var at = 0;
        foreach (var entry in now)
        {
            while (at < before.Count && before[at].Record.Sequence < entry.Record.Sequence)
            {
                at++;
            }

            if (at == before.Count || before[at] != entry)
            {
                changed.Add(entry);
            }
        }

        return changed;
    }
}
