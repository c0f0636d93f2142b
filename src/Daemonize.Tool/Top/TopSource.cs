using Daemonize.Commands;
using Daemonize.History;
using Daemonize.Tool.Fleet;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Top;

/// <summary>Reads what the screen shows: all daemons with their strips, and more about the one that is open.</summary>
/// <param name="source">Looks at the daemons.</param>
/// <param name="style">How the strips are drawn.</param>
internal sealed class TopSource(ISnapshotSource source, HistoryStyle style) : IDisposable
{
    /// <summary>More records than the strip has cells: it leaves out some of them.</summary>
    public const int RecordsRead = TopColumn.StripCells + 10;

    private readonly HistoryStyle _style = style with { HasColours = false };

    /// <summary>The strips of the last look, each with the records that it shows.</summary>
    private Dictionary<string, (IReadOnlyList<HistoryEntry> Recent, Lazy<StripCell[]> Strip)> _strips = new(StringComparer.Ordinal);

    /// <summary>Looks at all daemons.</summary>
    /// <param name="isToWalk">Whether daemons may have come or gone, as after a verb.</param>
    /// <param name="open">The daemon of which more is shown; null for none.</param>
    public TopSnapshot Look(bool isToWalk, SeenDaemon? open)
    {
        var rows = WithStrips(source.Look(isToWalk));
        var now = DateTimeOffset.UtcNow;
        var found = open is null ? null : source.Daemons.Find(daemon => daemon.Id == open.Id) ?? open;
        return new TopSnapshot(rows, now, found is null ? null : ReadDetail(found, now));
    }

    private TopDetail ReadDetail(SeenDaemon daemon, DateTimeOffset now)
    {
        if (daemon.Remote is null)
        {
            return TopDetailReader.Read(daemon, now, _style.Zone);
        }

        // What another machine has answered last; the next look may have more.
        var read = daemon.Remote.Silence is null ? (source as FleetSource)?.Detail(daemon) : null;
        return TopDetailReader.Describe(daemon, read?.Entries ?? [], read?.Log ?? [], now, _style.Zone);
    }

    public void Dispose() => source.Dispose();

    /// <summary>Adds the strips. Only those are drawn that come on the screen, and again if their daemon has done something.</summary>
    private List<TopRow> WithStrips(List<DaemonRow> rows)
    {
        var before = _strips;
        _strips = new(rows.Count, StringComparer.Ordinal);
        return rows.ConvertAll(row =>
        {
            var strip = before.TryGetValue(row.Id, out var drawn) && ReferenceEquals(drawn.Recent, row.Recent)
                ? drawn.Strip
                : DrawLater(row.Recent);
            _strips[row.Id] = (row.Recent, strip);
            return new TopRow(row, strip);
        });
    }

    /// <summary>
    /// Gets a strip that is drawn when it is shown. It keeps the records and nothing else, or each look would keep the one before.
    /// </summary>
    private Lazy<StripCell[]> DrawLater(IReadOnlyList<HistoryEntry> recent) => new(() => Draw(recent));

    private StripCell[] Draw(IReadOnlyList<HistoryEntry> recent)
    {
        var strip = new HistoryStrip(recent, TopColumn.StripCells, _style);
        var line = strip.Draw();
        return [.. strip.Entries.Select((entry, i) => new StripCell(line[i], TopLook.StyleOf(HistoryEntryText.ColourOf(entry))))];
    }
}
