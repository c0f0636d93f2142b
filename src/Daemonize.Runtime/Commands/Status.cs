using Daemonize.Identity;
using Daemonize.Options;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;

namespace Daemonize.Commands;

/// <summary>Looks at an instance. It takes, writes and removes nothing, and sends no signal.</summary>
internal static class Status
{
    public static DaemonStatus Of(DaemonInstance instance)
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

    private static DaemonStatus Running(DaemonInstance instance, LockRecord record)
    {
        var found = PidFileText.Read(instance.PidFile);
        var note = found.Pid == record.Pid ? null : Describe(instance, found);
        var startedAt = DateTimeOffset.FromUnixTimeMilliseconds((ProcFs.ReadBootTime() * 1000) + (record.StartTime * 1000 / ProcessStat.TicksPerSecond));
        var own = StatusFile.TryRead(StatusFile.PathOf(instance.PidFile), record);
        return new(instance.Name, DaemonState.Running, record.Pid, startedAt, note)
        {
            Ticks = own?.Ticks,
            Skipped = own?.Skipped ?? 0,
            Late = own?.Late ?? 0,
            Failed = own?.Failed ?? 0,
            NextAt = own?.Next,
            Report = own?.Report is { Length: > 0 } report ? OneLine.From(report) : null,
        };
    }

    private static DaemonStatus NotRunning(DaemonInstance instance)
    {
        var found = PidFileText.Read(instance.PidFile);
        return found.Exists
            ? new(instance.Name, DaemonState.Dead, 0, null, Describe(instance, found))
            : new(instance.Name, DaemonState.Stopped, 0, null, null);
    }

    private static string Describe(DaemonInstance instance, PidFileText found) => OneLine.Whole($"its pid file {instance.PidFile} {found.Description}");
}
