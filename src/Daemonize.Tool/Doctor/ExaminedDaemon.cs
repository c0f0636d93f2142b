using Daemonize.History;
using Daemonize.Operations;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Doctor;

/// <summary>A daemon that the checks look at, with what several of them need, read once.</summary>
internal sealed class ExaminedDaemon
{
    private readonly LockProbe? _probe;
    private readonly Lazy<DaemonHistory?> _history;

    public ExaminedDaemon(SeenDaemon daemon, DateTimeOffset now)
    {
        Seen = daemon;
        Now = now;
        _probe = daemon.PidFile is { } pidFile ? LockProbe.Find(InstanceFiles.LockOf(pidFile)) : null;
        Process = FindProcess(_probe);
        _history = new(ReadHistory);
    }

    public SeenDaemon Seen { get; }

    public DateTimeOffset Now { get; }

    /// <summary>The process of the daemon; null if it does not run or cannot be seen.</summary>
    public LiveProcess? Process { get; }

    /// <summary>The counts of three looks, in their order; empty for a daemon that does not run.</summary>
    public List<ProcessCounts> Counts { get; } = [];

    /// <summary>The history; null if there is none that can be read.</summary>
    public DaemonHistory? History => _history.Value;

    /// <summary>The state of the lock; null for a service that does not run.</summary>
    public LockProbe? Lock => _probe;

    /// <summary>Why <see cref="Process"/> is null, for people.</summary>
    public string WhyNoProcess => _probe switch
    {
        { State: LockState.Hidden } => "its process is not visible from here (another pid namespace, or hidepid)",
        { State: LockState.Starting } => "it is being started",
        { State: LockState.Waiting } => "it has ended, and is about to start again",
        { State: LockState.Unknown, Problem: { } problem } => problem.Message,
        { State: LockState.Running } => "its process cannot be read in /proc",
        _ => "it does not run",
    };

    /// <summary>
    /// The card, which has the settings of the last <c>start</c>; null without one, or if it is not of this run: the daemon is in the
    /// foreground now, with other settings.
    /// </summary>
    public DaemonCard? Card => Process is { IsForeground: true } ? null : Seen.Card?.Card;

    /// <summary>Whether the method has a schedule; null if nothing says so.</summary>
    public bool? HasTicks =>
        Card is { } card ? card.Schedule is not null
        : Seen.Status.TickCount is not null || History?.Overview.Entries.Any(static entry => entry.Record.Kind == HistoryKind.Tick) == true
            ? true
        : null;

    /// <summary>The user that the daemon runs as, or would run as; null if it is not known.</summary>
    public uint? UserId =>
        Process is { } process ? ProcessTable.TryReadOwner(process.Id)
        : Card is not { } card ? null
        : card.User is { } name ? UserDatabase.FindUser(name)?.Id
        : card.UserId;

    /// <summary>
    /// Whether files that only this daemon's user names are to be left alone: root would open any file for whoever names it.
    /// </summary>
    public bool IsOfAnotherUser => Seen.Owner.UserId != ThisProcess.UserId;

    /// <summary>The command by which the program is called, for advice.</summary>
    public string Command => Seen.Command.Length > 0 ? string.Join(' ', Seen.Command.Select(Quote)) : Seen.Program;

    /// <summary>Gets the text of a setting, or its default; null if the settings are not known, or if it has neither.</summary>
    public string? SettingOf(Setting setting) => Card is not { } card ? null
        : Array.Find(card.Settings, known => known.Name == setting.Property)?.Value ?? setting.DefaultText(Seen.Daemon);

    /// <summary>Gets the log files of the daemon, as it says where they are. Throws as root for the daemon of another user.</summary>
    public List<string> FindLogs() => SeenLogs.Find(Seen) is { Count: > 0 } logs ? logs
        : IsOfAnotherUser ? throw SeenLogs.Explain(Seen)
        : [];

    private static LiveProcess? FindProcess(LockProbe? probe) =>
        probe is { State: LockState.Running, Record: { } record } && ProcessTable.TryReadStat(record.Pid) is { } stat
            && stat.StartTime == record.StartTime
            ? new LiveProcess(record.Pid, record, stat)
            : null;

    private DaemonHistory? ReadHistory() => SeenHistory.TryRead(Seen, Now);

    private static string Quote(string word) => ServiceFiles.LogrotateStanza.ShellQuote(word);
}

/// <summary>How much a process has of what can pile up, at one look.</summary>
/// <param name="Descriptors">The number of open descriptors; null if they cannot be listed.</param>
/// <param name="Threads">The number of threads; null if it cannot be read.</param>
/// <param name="Children">The number of processes that it has started and that still run.</param>
internal sealed record ProcessCounts(int? Descriptors, int? Threads, int Children);
