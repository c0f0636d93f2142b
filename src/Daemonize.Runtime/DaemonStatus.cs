using System.Diagnostics.CodeAnalysis;

namespace Daemonize;

/// <summary>The status of a daemon at one moment, seen from outside its process.</summary>
public sealed class DaemonStatus
{
    /// <summary>Creates a status. <see cref="DaemonHandle.GetStatus"/> does; a test of a program may need its own.</summary>
    public DaemonStatus()
    {
    }

    /// <summary>Copies a status, to change some of its properties.</summary>
    [SetsRequiredMembers]
    internal DaemonStatus(DaemonStatus other)
    {
        Name = other.Name;
        State = other.State;
        ProcessId = other.ProcessId;
        StartedAt = other.StartedAt;
        Note = other.Note;
        TickCount = other.TickCount;
        SkippedSlots = other.SkippedSlots;
        LateTicks = other.LateTicks;
        FailedTicks = other.FailedTicks;
        RestartCount = other.RestartCount;
        NextAt = other.NextAt;
        Cluster = other.Cluster;
        TimeZone = other.TimeZone;
        Report = other.Report;
        LastTick = other.LastTick;
        LastError = other.LastError;
        LastExit = other.LastExit;
        Program = other.Program;
        Version = other.Version;
        Options = other.Options;
        Memory = other.Memory;
        CpuTime = other.CpuTime;
    }

    /// <summary>The daemon's name, with the number of the instance if it has several.</summary>
    public required string Name { get; init; }

    /// <summary>The state, such as running or stopped.</summary>
    public required DaemonState State { get; init; }

    /// <summary>The process id; null while the daemon does not run.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The time of the start, to a hundredth of a second; null while the daemon does not run.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>
    /// Further information as one phrase, such as a missing or stale pid file, or why the state is unknown; null for none.
    /// </summary>
    public string? Note { get; init; }

    /// <summary>
    /// The number of ticks that have begun; null for a method that runs once, for a daemon that does not run, and if the daemon's files
    /// cannot be read. It and the other numbers are exact at the moment of the call; without a history
    /// (<see cref="DaemonAttribute.History"/>) they are up to a second old, and so are texts such as <see cref="Report"/>. The following
    /// properties come from the daemon's files too, except for <see cref="Memory"/> and <see cref="CpuTime"/>.
    /// </summary>
    public long? TickCount { get; init; }

    /// <summary>The number of slots that had no tick: see <see cref="OverlapPolicy"/> and <see cref="MissedPolicy"/>.</summary>
    public long SkippedSlots { get; init; }

    /// <summary>
    /// The number of late ticks: ticks that waited for another tick, made up for a missed slot, or began more than a second after their
    /// slot.
    /// </summary>
    public long LateTicks { get; init; }

    /// <summary>The number of failed ticks, not counting retries, plus the number of results that could not be handled.</summary>
    public long FailedTicks { get; init; }

    /// <summary>
    /// The number of restarts by the watcher since <c>start</c>, including one that is about to happen; null without a watcher: see
    /// <see cref="DaemonAttribute.Restart"/>.
    /// </summary>
    public int? RestartCount { get; init; }

    /// <summary>
    /// The time of the next slot, or with <see cref="DaemonState.Restarting"/> of the next start; null if there is none or it is unknown.
    /// </summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>
    /// The time zone of the cron expression, by its IANA name if it has one; null for other schedules, and while the daemon does not run.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary>
    /// What the daemon does in its cluster; null with <see cref="DaemonScope.Instance"/>, and for a daemon that does not run.
    /// </summary>
    public DaemonClusterStatus? Cluster { get; init; }

    /// <summary>The last text that the program passed to <see cref="DaemonContext.Report"/>; null for none.</summary>
    public string? Report { get; init; }

    /// <summary>The tick that ended last; null for none.</summary>
    public DaemonTick? LastTick { get; init; }

    /// <summary>The last error in a tick, a callback or the handling of a result; null for none.</summary>
    public DaemonError? LastError { get; init; }

    /// <summary>The end of the last run; null if it is unknown, and while a daemon runs that its watcher has not restarted.</summary>
    public DaemonExit? LastExit { get; init; }

    /// <summary>The name of the program; null if the daemon's status file cannot be read.</summary>
    public string? Program { get; init; }

    /// <summary>The version of the program that runs or ran, which may differ from the version of the calling program.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// The options on the daemon's command line, as <c>--name=value</c>. Options from environment variables may be secret and are not
    /// included.
    /// </summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The resident set size in bytes, private and shared, as the kernel reports it; null while the daemon does not run.</summary>
    public long? Memory { get; init; }

    /// <summary>The CPU time used so far, as the kernel reports it; null while the daemon does not run.</summary>
    public TimeSpan? CpuTime { get; init; }
}
