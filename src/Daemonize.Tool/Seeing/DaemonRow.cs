using Daemonize.History;

namespace Daemonize.Tool.Seeing;

/// <summary>A daemon with the numbers of the last second, as the screen and the page show it.</summary>
/// <param name="Daemon">The daemon, as the last walk over all processes has found it.</param>
internal record DaemonRow(SeenDaemon Daemon)
{
    /// <summary>The state, which may have changed since the walk.</summary>
    public DaemonState State { get; init; } = Daemon.Status.State;

    /// <summary>How many ticks have begun; null for a daemon that does not run or does not tick.</summary>
    public long? Ticks { get; init; } = Daemon.Status.TickCount;

    public long Skipped { get; init; } = Daemon.Status.SkippedSlots;

    public long Late { get; init; } = Daemon.Status.LateTicks;

    public long Failed { get; init; } = Daemon.Status.FailedTicks;

    /// <summary>The last ticks and other events, the newest last. The same list as long as nothing has happened.</summary>
    public IReadOnlyList<HistoryEntry> Recent { get; init; } = [];

    /// <summary>How long the last tick took, in seconds; null if none has ended.</summary>
    public double? Took { get; init; } = Daemon.Status.LastTick?.Duration.TotalSeconds;

    /// <summary>Since when a tick runs; null if none does.</summary>
    public DateTimeOffset? RunsSince { get; init; }

    public DateTimeOffset? Next { get; init; } = Daemon.Status.NextAt;

    /// <summary>The pulse of the process that runs; null without one.</summary>
    public Pulse? Pulse { get; init; }

    /// <summary>
    /// Whether a restart could lose work: a tick runs, or the daemon has no schedule, so that its one run is always at work.
    /// </summary>
    public bool IsInTick => RunsSince is not null || (Ticks is null && State is not (DaemonState.Stopped or DaemonState.Dead));

    /// <summary>The resident memory in bytes; null for a daemon that does not run.</summary>
    public long? Memory { get; init; } = Daemon.Status.Memory;

    /// <summary>The processor time that the process has used; null if that is not known.</summary>
    public TimeSpan? CpuTime { get; init; } = Daemon.Status.CpuTime;

    /// <summary>The part of a processor that it has used in the last seconds, in percent; null if that is not known yet.</summary>
    public double? Cpu { get; init; }

    public string Id { get; } = Daemon.Id;

    /// <summary>Whether somebody should look after it: what does not run without having been stopped, or does not do its work.</summary>
    public bool NeedsAttention => Attention.IsNeeded(State);

    /// <summary>Gets the status with the numbers of this second.</summary>
    public DaemonStatus StatusNow => new(Daemon.Status)
    {
        State = State,
        TickCount = Ticks,
        SkippedSlots = Skipped,
        LateTicks = Late,
        FailedTicks = Failed,
        NextAt = Next,
        Memory = Memory,
        CpuTime = CpuTime,
    };

    /// <summary>Compares two rows for a list: what needs somebody comes first.</summary>
    public static int Compare(DaemonRow one, DaemonRow other)
    {
        var order = Attention.Rank(one.State).CompareTo(Attention.Rank(other.State));
        return order != 0 ? order : Attention.Compare(one.Daemon, other.Daemon);
    }
}
