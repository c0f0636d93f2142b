using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Top;

/// <summary>A daemon as a line of the screen shows it, with the numbers of the last second.</summary>
/// <param name="Daemon">The daemon, as the last walk over all processes has found it.</param>
internal sealed record TopRow(SeenDaemon Daemon)
{
    /// <summary>The state, which may have changed since the walk.</summary>
    public DaemonState State { get; init; } = Daemon.Status.State;

    /// <summary>How many ticks have begun; null for a daemon that does not run or does not tick.</summary>
    public long? Ticks { get; init; } = Daemon.Status.TickCount;

    public long Failed { get; init; } = Daemon.Status.FailedTicks;

    /// <summary>The last ticks, the newest last.</summary>
    public StripCell[] Strip { get; init; } = [];

    /// <summary>How long the last tick took, in seconds; null if none has ended.</summary>
    public double? Took { get; init; } = Daemon.Status.LastTick?.Duration.TotalSeconds;

    /// <summary>Since when a tick runs; null if none does.</summary>
    public DateTimeOffset? RunsSince { get; init; }

    public DateTimeOffset? Next { get; init; } = Daemon.Status.NextAt;

    /// <summary>
    /// Whether a restart could lose work: a tick runs, or the daemon has no schedule, so that its one run is always at work.
    /// </summary>
    public bool IsInTick => RunsSince is not null || (Ticks is null && State is not (DaemonState.Stopped or DaemonState.Dead));

    /// <summary>The resident memory in bytes; null for a daemon that does not run.</summary>
    public long? Memory { get; init; } = Daemon.Status.Memory;

    /// <summary>The part of a processor that it has used in the last seconds, in percent; null if that is not known yet.</summary>
    public double? Cpu { get; init; }

    public string Id { get; } = Daemon.Id;

    /// <summary>Whether somebody should look after it: what does not run without having been stopped, or does not do its work.</summary>
    public bool NeedsAttention => Attention.IsNeeded(State);
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
