using Daemonize.Identity;
using Daemonize.Options;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Scheduling;
using Daemonize.Units;

namespace Daemonize.Commands;

/// <summary>Looks at an instance. It takes, writes and removes nothing, sends no signal, and needs no help of the daemon.</summary>
internal static class Status
{
    private const string WithoutAWord = "ended without a word: by SIGKILL, or by a crash of the runtime";

    public static DaemonStatus Of(DaemonInstance instance)
    {
        var status = Look(instance);
        return Installation.Find(instance.Program, instance.Definition) is { } installation
            ? status with { Note = Join($"managed by {installation.Manager}", status.Note) }
            : status;
    }

    private static DaemonStatus Look(DaemonInstance instance)
    {
        var sighting = Sighting.Of(instance.LockFile);
        return sighting.State switch
        {
            SightingState.Running => Running(instance, sighting.Record!.Value),
            SightingState.Free => NotRunning(instance),
            SightingState.Starting => new(instance.Name, DaemonState.Unknown, 0, null, "is being started"),
            _ => new(instance.Name, DaemonState.Unknown, 0, null, sighting.Problem!.Message),
        };
    }

    /// <summary>What is known of a daemon that runs: from the kernel, and from its own account where there is one.</summary>
    public static DaemonStatus Running(string name, string pidFile, LockRecord record, StatusText? own)
    {
        var found = PidFileText.Read(pidFile);
        var note = found.Pid == record.Pid ? null : $"its pid file {OneLine.From(pidFile)} {found.Description}";
        var startedAt = DateTimeOffset.FromUnixTimeMilliseconds((ProcFs.ReadBootTime() * 1000) + (record.StartTime * 1000 / ProcessStat.TicksPerSecond));
        var stat = ProcFs.TryReadStat(record.Pid);
        var status = new DaemonStatus(name, StateOf(stat, own), record.Pid, startedAt, own?.Stopping == true ? Join("is stopping", note) : note)
        {
            Memory = stat?.ResidentPages * Environment.SystemPageSize,
            CpuTime = stat is { } usage ? TimeSpan.FromSeconds((double)usage.CpuTime / ProcessStat.TicksPerSecond) : null,
        };
        return own is null ? status : WithAccount(status, own) with { NextAt = own.Next };
    }

    /// <summary>Two notes in one.</summary>
    public static string Join(string note, string? other) => other is null ? note : $"{note}; {other}";

    private static DaemonStatus Running(DaemonInstance instance, LockRecord record)
    {
        var status = Running(instance.Name, instance.PidFile, record, StatusFile.TryRead(StatusFile.PathOf(instance.PidFile), record));
        return status.Version is { } version && version != instance.Program.Version
            ? status with { Note = Join($"runs version {OneLine.From(version)}, and this is {instance.Program.Version}", status.Note) }
            : status;
    }

    private static DaemonStatus NotRunning(DaemonInstance instance)
    {
        var found = PidFileText.Read(instance.PidFile);
        var status = found.Exists
            ? new DaemonStatus(instance.Name, DaemonState.Dead, 0, null, $"its pid file {OneLine.From(instance.PidFile)} {found.Description}")
            : new DaemonStatus(instance.Name, DaemonState.Stopped, 0, null, null);
        if (StatusFile.TryReadLast(StatusFile.PathOf(instance.PidFile), OwnerOf(instance)) is not { } last)
        {
            return status;
        }

        var exit = last.Exit is { } told ? new DaemonExit(told.Code, OneLine.From(told.Reason, OneLine.Long), told.At) : new DaemonExit(null, WithoutAWord, null);
        return WithAccount(status, last) with { LastExit = exit, Ticks = null };
    }

    /// <summary>Of a daemon that was another user's: its lock file, which is never removed, still says whose.</summary>
    private static uint? OwnerOf(DaemonInstance instance) =>
        instance.FileOwner ?? (FileFacts.TryReadLink(instance.LockFile, out var facts, out _) ? facts.Owner : null);

    private static DaemonState StateOf(ProcessStat? stat, StatusText? own) =>
        stat is { State: 'T' } ? DaemonState.Suspended
        : Heartbeat.IsOverdue(own?.Due, Heartbeat.Now) ? DaemonState.Hung
        : DaemonState.Running;

    private static DaemonStatus WithAccount(DaemonStatus status, StatusText own) => status with
    {
        Program = OneLine.From(own.Program),
        Version = OneLine.From(own.ProgramVersion),
        Options = Array.ConvertAll(own.Options, static option => OneLine.From(option, OneLine.Long)),
        Ticks = own.Ticks,
        Skipped = own.Skipped,
        Late = own.Late,
        Failed = own.Failed,
        LastTick = own.LastTick is { } tick ? new DaemonTick(tick.Number, tick.At, TimeSpan.FromMilliseconds(tick.Milliseconds), tick.Succeeded) : null,
        LastError = own.LastError is { } error ? new DaemonError(OneLine.From(error.Text, OneLine.Long), error.At) : null,
        Report = own.Report is { Length: > 0 } report ? OneLine.From(report, OneLine.Long) : null,
    };
}
