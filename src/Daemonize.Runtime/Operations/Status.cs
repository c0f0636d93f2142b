using Daemonize.Identity;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Scheduling;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>
/// Reads the state of an instance. Takes, writes and removes nothing, sends no signal, and needs no help from the daemon.
/// </summary>
internal static class Status
{
    private const string WithoutAWord = "ended without a word: by SIGKILL, or by a crash of the runtime";

    private const string NotVisible =
        "not visible from here: it is in another pid namespace or on another machine, or /proc hides it (hidepid)";

    public static DaemonStatus Of(DaemonInstance instance)
    {
        var status = Look(instance);
        return Managed.FindNote(instance.Program, instance.Definition) is { } note
            ? new(status) { Note = Join(note, status.Note) }
            : status;
    }

    private static DaemonStatus Look(DaemonInstance instance)
    {
        var status = OfFiles(instance.Owner, instance.PidFile, () => OwnerOf(instance));
        return status is { ProcessId: not null, Version: { } version } && version != instance.Program.Version
            ? new(status) { Note = Join($"runs version {version}, and this is {instance.Program.Version}", status.Note) }
            : status;
    }

    /// <summary>Gets the status of a daemon from its files, without its program.</summary>
    /// <param name="daemon">The program and the name that the daemon has.</param>
    /// <param name="pidFile">The absolute path of its pid file, with the number of the instance.</param>
    /// <param name="findOwner">Gets a user whose files are trusted, in addition to the caller's and root's; null for none.</param>
    public static DaemonStatus OfFiles(LockOwner daemon, string pidFile, Func<uint?> findOwner)
    {
        var probe = LockProbe.FindSteady(InstanceFiles.LockOf(pidFile));
        if (probe.FindOther(daemon) is { } other)
        {
            return Create(daemon.Name, DaemonState.Dead, OtherDaemon.Describe(pidFile, other, probe.Record!.Value.Pid));
        }

        var statusFile = StatusFile.PathOf(pidFile);
        return probe.State switch
        {
            LockState.Hidden => new(Create(daemon.Name, DaemonState.Running, NotVisible)) { ProcessId = probe.Record!.Value.Pid },
            LockState.Running => Running(
                daemon.Name, pidFile, probe.Record!.Value, StatusFile.TryRead(statusFile, probe.Record!.Value)),
            LockState.Waiting => Waiting(daemon.Name, probe.Record!.Value.Wait!.Value, ReadLast(probe.Record)),
            LockState.Free => NotRunning(daemon.Name, pidFile, probe.Record, ReadLast(probe.Record)),
            LockState.Starting => Create(daemon.Name, DaemonState.Unknown, "is being started"),
            _ => Create(daemon.Name, DaemonState.Unknown, probe.Problem!.Message),
        };

        StatusText? ReadLast(LockRecord? record) => StatusFile.TryReadLast(statusFile, findOwner(), record);
    }

    /// <summary>Gets the status of a running daemon from the kernel, and from its status file if there is one.</summary>
    public static DaemonStatus Running(string name, string pidFile, LockRecord record, StatusText? own)
    {
        var found = PidFileText.Read(pidFile);
        var note = found.Pid == record.Pid ? null : $"its pid file {OneLine.From(pidFile)} {found.Description}";
        var stat = ProcessTable.TryReadStat(record.Pid);
        note = own?.Stopping == true ? Join("is stopping", note)
            : own?.Restarts is not null && stat is { } alive && Session.WatcherOf(alive) == 0
                ? Join("its watcher is gone, and nothing will start it again; restart it", note)
            : note;
        note = own?.HistoryError is { } problem ? Join($"no history: {OneLine.From(problem, OneLine.Long)}", note) : note;
        return new(Create(name, StateOf(stat, own), note, own))
        {
            ProcessId = record.Pid,
            StartedAt = ProcessTable.StartOf(record.StartTime),
            Memory = stat?.ResidentPages * Environment.SystemPageSize,
            CpuTime = stat?.CpuTime is { } ticks ? TimeSpan.FromSeconds((double)ticks / ProcessStat.TicksPerSecond) : null,
            NextAt = own?.Next,
            TimeZone = own?.TimeZone is { } zone ? OneLine.From(zone) : null,
            LastExit = own?.PreviousExit is { } exit ? ExitOf(exit) : null,
        };
    }

    /// <summary>Gets the status of a daemon that has ended and will be started again.</summary>
    public static DaemonStatus Waiting(string name, RestartWait wait, StatusText? last)
    {
        var left = TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling((wait.NextAt - DateTimeOffset.UtcNow).TotalSeconds)));
        return new(Create(name, DaemonState.Restarting, $"starts again in {Duration.Format(left)}, restart {wait.Restart}", last))
        {
            TickCount = null,
            RestartCount = wait.Restart,
            NextAt = wait.NextAt,
            LastExit = LastExitOf(wait, last),
        };
    }

    /// <summary>
    /// Gets how the last run ended. Its status file has no exit report if it ended before it was ready, or without a word.
    /// </summary>
    private static DaemonExit LastExitOf(RestartWait wait, StatusText? last) => ExitOf(last?.Exit ?? RestartHistory.ExitOf(wait));

    /// <summary>
    /// Gets the logs of the running daemon, or of the last one, from its status file: the environment of this command may differ from the
    /// daemon's.
    /// </summary>
    public static string[] LogsOf(DaemonInstance instance)
    {
        var isGiven =
            instance.Given.Argument(Setting.LogFile.Name) is not null
                || instance.Given.Argument(Setting.ErrorFile.Name) is not null;
        var (log, error) =
            !isGiven && ReadLast(instance, LockProbe.Find(instance.LockFile).Record) is { LogFile: { } told } last
                ? (told, last.ErrorFile ?? told)
                : (instance.LogFile, instance.ErrorFile);
        return log == error ? [log] : [log, error];
    }

    /// <summary>Joins two notes into one.</summary>
    public static string Join(string note, string? other) => other is null ? note : $"{note}; {other}";

    /// <param name="name">The name of the daemon whose lock is free.</param>
    /// <param name="pidFile">The path of the daemon's pid file.</param>
    /// <param name="record">The record of the last run, or of its watcher if that was ended during its wait; null for none.</param>
    /// <param name="last">What the last run has written; null for nothing.</param>
    private static DaemonStatus NotRunning(string name, string pidFile, LockRecord? record, StatusText? last)
    {
        var found = PidFileText.Read(pidFile);
        var note = found.Exists ? $"its pid file {OneLine.From(pidFile)} {found.Description}" : null;
        var exit = last is null ? ExitWithoutAccount(record, found) : ExitOf(last.Exit ?? new() { Reason = WithoutAWord });
        if (record?.Wait is { } ended)
        {
            note = Join("its watcher is gone, which was about to start it again; start it", note);
            exit = LastExitOf(ended, last);
        }

        return new(
            Create(name, found.Exists ? DaemonState.Dead : DaemonState.Stopped, note, last))
        { LastExit = exit, TickCount = null, Cluster = null };
    }

    /// <summary>Gets how a run ended that left no status file, as far as its other files show it.</summary>
    private static DaemonExit? ExitWithoutAccount(LockRecord? record, PidFileText found) => record switch
    {
        null or { Wait: not null } => null,
        { IsReady: false } => new DaemonExit { Reason = "ended before it was ready" },
        { Pid: var pid } => found.Pid == pid ? new DaemonExit { Reason = WithoutAWord } : null,
    };

    private static StatusText? ReadLast(DaemonInstance instance, LockRecord? record) =>
        StatusFile.TryReadLast(StatusFile.PathOf(instance.PidFile), OwnerOf(instance), record);

    private static DaemonExit ExitOf(DaemonExit exit) =>
        new() { ExitCode = exit.ExitCode, Reason = OneLine.From(exit.Reason, OneLine.Long), EndedAt = exit.EndedAt };

    /// <summary>
    /// Gets the user of the last daemon. Without User in the settings, the lock file, which is never removed, still has its owner.
    /// </summary>
    public static uint? OwnerOf(DaemonInstance instance) =>
        instance.FileOwner ?? (FileStat.TryReadLink(instance.LockFile, out var facts, out _) ? facts.Owner : null);

    private static DaemonState StateOf(ProcessStat? stat, StatusText? own) =>
        stat is { State: 'T' } ? DaemonState.Suspended
        : Heartbeat.IsOverdue(own?.Due, Heartbeat.Now) ? DaemonState.Hung
        : DaemonState.Running;

    private static DaemonStatus Create(string name, DaemonState state, string? note) => new() { Name = name, State = state, Note = note };

    /// <summary>Creates a status with what the daemon reports in its status file; a null file leaves it out.</summary>
    private static DaemonStatus Create(string name, DaemonState state, string? note, StatusText? own) =>
        own is null ? Create(name, state, note) : new()
        {
            Name = name,
            State = state,
            Note = note,
            Program = OneLine.From(own.Program),
            Version = OneLine.From(own.ProgramVersion),
            Options = Array.ConvertAll(own.Options, static option => OneLine.From(option, OneLine.Long)),
            TickCount = own.Ticks,
            SkippedSlots = own.Skipped,
            LateTicks = own.Late,
            FailedTicks = own.Failed,
            RestartCount = (int?)own.Restarts,
            Cluster = own.Cluster is { Leader: { } leader } cluster ? new(cluster) { Leader = OneLine.From(leader) } : own.Cluster,
            LastTick = own.LastTick,
            LastError =
            own.LastError is { } error
                ? new() { Message = OneLine.From(error.Message, OneLine.Long), OccurredAt = error.OccurredAt }
                : null,
            Report = own.Report is { Length: > 0 } report ? OneLine.From(report, OneLine.Long) : null,
        };
}
