using Daemonize.History;
using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Reporting;

namespace Daemonize.Operations;

/// <summary>
/// Reads the history of an instance, whether it runs or not. Takes, writes and removes nothing, and needs no help from the daemon.
/// </summary>
internal static class HistoryLookup
{
    /// <summary>Gets the path of the file that the history of an instance is in.</summary>
    public static string PathOf(DaemonInstance instance) => HistoryFile.PathOf(instance.PidFile);

    /// <summary>Reads the history. Throws with one line that says why there is none and what to do.</summary>
    /// <param name="instance">The instance whose history it is.</param>
    /// <param name="now">The time before which the last hour, day and month end.</param>
    public static DaemonHistory Of(DaemonInstance instance, DateTimeOffset now)
    {
        var path = PathOf(instance);
        var probe = LockProbe.Find(instance.LockFile);
        if (probe.FindOther(instance.Owner) is { } other)
        {
            throw OtherDaemon.Refuse(
                instance, "show the history of", other, probe.Record!.Value.Pid, "; give each its own with PidFile or --pid-file");
        }

        var owner = Status.OwnerOf(instance);
        return TryRead(instance.Name, path, probe, IsTrusted, now) ?? throw Explain(instance, path, probe, IsTrusted);

        bool IsTrusted(uint user) => user == ThisProcess.UserId || user == owner;
    }

    /// <summary>Reads the history in a file; null if there is none, or none that is trusted and understood.</summary>
    /// <param name="name">The name of the daemon, for the reader.</param>
    /// <param name="path">The path of the history file.</param>
    /// <param name="probe">The state of the daemon's lock.</param>
    /// <param name="isTrusted">Whether the file of a user is trusted.</param>
    /// <param name="now">The time before which the last hour, day and month end.</param>
    public static DaemonHistory? TryRead(string name, string path, LockProbe probe, Predicate<uint> isTrusted, DateTimeOffset now)
    {
        if (HistoryReader.TryRead(path, isTrusted) is not { } content)
        {
            return null;
        }

        var isRunning = probe is { State: LockState.Running or LockState.Hidden, Record: { } record }
            && content.Pulse is { } pulse && pulse.Pid == record.Pid && pulse.StartTime == record.StartTime;
        return new DaemonHistory(name, path, isRunning, HistoryOverview.Of(content, isRunning, now))
        {
            IsOfEarlierRun = !isRunning && probe.State == LockState.Running,
        };
    }

    private static DaemonException Explain(DaemonInstance instance, string path, LockProbe probe, Predicate<uint> isTrusted)
    {
        using var file = SmallFile.TryOpen(path, out var error);
        if (file is null)
        {
            return error.IsNotFound
                ? new DaemonException($"{instance.Name} has no history {ExplainMissing(instance, path, probe)}")
                : error.Exception(
                    $"read the history of {instance.Name}, {path}", "only its user and root can; run this as one of them");
        }

        if (!file.TryGetStat(out var facts) || !facts.IsRegular)
        {
            return Refuse("is not a regular file; remove it, and the daemon makes a new one");
        }

        return facts.Owner != 0 && !isTrusted(facts.Owner)
            ? Refuse($"belongs to the user {facts.Owner}, not to that of the daemon; run this as that user")
            : Refuse("is not one that this version reads; it was written by another version, or is damaged");

        DaemonException Refuse(string why) => new($"cannot read the history of {instance.Name}: {path} {why}");
    }

    private static string ExplainMissing(DaemonInstance instance, string path, LockProbe probe)
    {
        if (!instance.Settings.History)
        {
            return "because History is off for it; set History = true or leave --no-history out, and restart it";
        }

        if (probe is { State: LockState.Running, Record: { } record })
        {
            var status = StatusFile.TryRead(StatusFile.PathOf(instance.PidFile), record);
            return status?.History == false
                ? $"because it runs with History off, or could not write {path}, which its log tells; restart it with --history"
                : "yet: it has just begun; try again";
        }

        return probe.Record is null
            ? $"because it has never run here: there is no {path}; start it"
            : $"of its last run: there is no {path}; start it";
    }
}

/// <summary>The history of one daemon.</summary>
/// <param name="Name">The name of the daemon: <c>fetch</c>, or <c>fetch:2</c>.</param>
/// <param name="File">The path of the file.</param>
/// <param name="IsRunning">Whether the daemon that has written it still runs.</param>
/// <param name="Overview">What the file has.</param>
internal sealed record DaemonHistory(string Name, string File, bool IsRunning, HistoryOverview Overview)
{
    /// <summary>Whether a daemon runs that has not written it: its History is off, or it has just begun.</summary>
    public bool IsOfEarlierRun { get; init; }
}
