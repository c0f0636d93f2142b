using Daemonize.History;
using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Reporting;

/// <summary>
/// The text of a status file: the state of a daemon, or how it ended. What changes with each tick is in the pulse of the history, and only
/// without a history in the text.
/// </summary>
internal sealed partial record StatusText
{
    /// <summary>The version of the format. It changes when a reader of the current version would misunderstand the text.</summary>
    public const int CurrentVersion = 3;

    /// <summary>The oldest version that this one reads: it has the numbers always, where this one leaves them to the pulse.</summary>
    private const int OldestVersion = 2;

    public int Version { get; init; } = CurrentVersion;

    public string Name { get; init; } = "";

    /// <summary>The name that the program gives itself.</summary>
    public string Program { get; init; } = "";

    /// <summary>The version of the running program, which may be older than the one on disk.</summary>
    public string ProgramVersion { get; init; } = "";

    public int Pid { get; init; }

    /// <summary>
    /// The start time, field 22 of /proc/PID/stat: an old file is not taken for that of a daemon that now has the same process id.
    /// </summary>
    public long StartTime { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The options from the command line. Options from the environment may be secret and are left out.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>
    /// The log from the settings: a path, or a word of LogTarget. The environment of another caller may name another log.
    /// </summary>
    public string? LogFile { get; init; }

    /// <summary>The log for standard error, in the same form.</summary>
    public string? ErrorFile { get; init; }

    /// <summary>Whether the daemon has been asked to stop.</summary>
    public bool Stopping { get; init; }

    /// <summary>Whether the numbers are in the pulse of the history, and not in the text.</summary>
    public bool History { get; init; }

    /// <summary>Why there is no history; null if there is one, or if it is switched off.</summary>
    public string? HistoryError { get; init; }

    /// <summary>Whether the method has a schedule, and so a number of ticks.</summary>
    public bool Scheduled { get; init; }

    /// <summary>The number of ticks; null for a method that runs once.</summary>
    public long? Ticks { get; init; }

    public long Skipped { get; init; }

    public long Late { get; init; }

    public long Failed { get; init; }

    /// <summary>Since when a tick has been running; null if none runs.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    public DaemonTick? LastTick { get; init; }

    public DaemonError? LastError { get; init; }

    public DateTimeOffset? Next { get; init; }

    /// <summary>The time zone of the cron expression; null if the daemon has no cron expression.</summary>
    public string? TimeZone { get; init; }

    /// <summary>When the next text is due at the latest, in milliseconds of CLOCK_MONOTONIC; null if the daemon promises none.</summary>
    public long? Due { get; init; }

    public string? Report { get; init; }

    /// <summary>The number of completed reloads.</summary>
    public long Reloads { get; init; }

    /// <summary>Why the last reload failed; null if it succeeded.</summary>
    public string? ReloadError { get; init; }

    /// <summary>The signal that requests a tick; null if the daemon has no schedule.</summary>
    public int? TickSignal { get; init; }

    /// <summary>The answers to requests to tick now; null if there was none.</summary>
    public TickAnswers? TickAnswers { get; init; }

    /// <summary>The signal that requests a handover; null if the daemon shares no schedule.</summary>
    public int? HandOverSignal { get; init; }

    /// <summary>The last answer to a request to hand over; null if there was none.</summary>
    public HandOverAnswer? HandOverAnswer { get; init; }

    /// <summary>What the process does in its cluster; null without one.</summary>
    public DaemonClusterStatus? Cluster { get; init; }

    /// <summary>How many times the watcher has started the daemon again; null if it has no watcher.</summary>
    public long? Restarts { get; init; }

    /// <summary>How the previous run ended; null if the watcher has not started the daemon again.</summary>
    public DaemonExit? PreviousExit { get; init; }

    /// <summary>How the daemon ended; null while it runs, or if it could not record its end.</summary>
    public DaemonExit? Exit { get; init; }

    // Otherwise, a record has a text of all its members, which nothing reads and each image contains.
    public override string ToString() => Name;

    /// <summary>Creates the text for a start that has failed.</summary>
    public static StatusText OfStart(DaemonInstance instance, LockRecord? record, DaemonExit exit) => new()
    {
        Name = instance.Name,
        Program = instance.Program.Name,
        ProgramVersion = instance.Program.Version,
        Pid = record?.Pid ?? 0,
        StartTime = record?.StartTime ?? 0,
        StartedAt = exit.EndedAt.GetValueOrDefault(),
        Options = [.. instance.Given.Arguments],
        Exit = exit,
    };

    /// <summary>Gives the text with the numbers of the pulse, if it is of the same run.</summary>
    public StatusText With(Pulse? found) => found is not { } pulse || pulse.Pid != Pid || pulse.StartTime != StartTime ? this : this with
    {
        Stopping = Stopping || (pulse.Flags & PulseFlags.Stopping) != 0,
        Ticks = Scheduled ? pulse.Ticks : null,
        Skipped = pulse.Skipped,
        Late = pulse.Late,
        Failed = pulse.Failed,
        RunningSince = Scheduled && Exit is null && pulse.RunningSince != 0 ? HistoryFormat.Time(pulse.RunningSince) : null,
        LastTick = pulse.LastTick == 0 ? null : new()
        {
            Number = pulse.LastTick,
            StartedAt = HistoryFormat.Time(pulse.LastTickAt),
            Duration = HistoryFormat.Duration(pulse.LastTook),
            Succeeded = (pulse.Flags & PulseFlags.Succeeded) != 0,
        },
        Next = Exit is not null || pulse.NextAt == 0 ? null : HistoryFormat.Time(pulse.NextAt),
        Due = Exit is not null || pulse.Due == 0 ? null : pulse.Due,
    };

    /// <summary>Reads a text; null for anything that no daemon of this version has written.</summary>
    public static StatusText? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return new StatusTextReader(text).Read() is { Version: >= OldestVersion and <= CurrentVersion } status ? status : null;
        }
        catch (Exception exception) when (JsonText.IsNone(exception))
        {
            return null;
        }
    }
}
