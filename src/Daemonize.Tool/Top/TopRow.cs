using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Top;

/// <summary>A daemon as a line of the screen shows it.</summary>
internal sealed record TopRow : DaemonRow
{
    private readonly Lazy<StripCell[]>? _strip;

    public TopRow(SeenDaemon daemon)
        : base(daemon)
    {
    }

    /// <param name="row">The daemon with its numbers.</param>
    /// <param name="strip">Draws its strip when it is shown, and once.</param>
    public TopRow(DaemonRow row, Lazy<StripCell[]> strip)
        : base(row) => _strip = strip;

    /// <summary>The last ticks, the newest last.</summary>
    public StripCell[] Strip { get => field ??= _strip?.Value ?? []; init; }
}

/// <summary>A cell of the strip of ticks.</summary>
/// <param name="Glyph">What happened, by its shape.</param>
/// <param name="Style">The colour that repeats it.</param>
internal readonly record struct StripCell(char Glyph, CellStyle Style);

/// <summary>All daemons at one moment.</summary>
/// <param name="Rows">The daemons, those that need attention first.</param>
/// <param name="At">When they were read.</param>
/// <param name="Detail">More about the daemon that is open; null if none is, or not yet.</param>
internal sealed record TopSnapshot(List<TopRow> Rows, DateTimeOffset At, TopDetail? Detail = null);

/// <summary>What the page of one daemon shows besides its line.</summary>
/// <param name="Id">The id of the daemon.</param>
/// <param name="Facts">Names and values, one line each.</param>
/// <param name="Events">The last ticks and other events, the newest last.</param>
/// <param name="Log">The last lines of its log, or why there are none.</param>
internal sealed record TopDetail(string Id, List<(string Name, string Text)> Facts, List<TopEvent> Events, List<string> Log);

/// <summary>A tick or another event of a daemon.</summary>
/// <param name="Time">When it happened, as a text.</param>
/// <param name="Text">What happened, as a phrase.</param>
/// <param name="Took">How long a tick took; empty for the rest.</param>
/// <param name="Style">The colour that repeats it.</param>
internal sealed record TopEvent(string Time, string Text, string Took, CellStyle Style);
