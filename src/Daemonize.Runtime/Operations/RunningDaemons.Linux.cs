using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>
/// Runs <c>list</c>: finds every running daemon of this user that was built with Daemonize, of any program; for root, those of all users.
/// No registry could be out of date: a daemon is a process that has a locked file open which names that process.
/// </summary>
internal static class RunningDaemons
{
    public static List<DaemonStatus> Find()
    {
        List<DaemonStatus> found = [];
        HeldLock.ForEach(InstanceFiles.LockSuffix, held => found.Add(Describe(held)));
        found.Sort(static (one, other) => string.CompareOrdinal(one.Program + "\n" + one.Name, other.Program + "\n" + other.Name));
        return found;
    }

    /// <summary>Gets the path of the pid file of a daemon that holds a lock.</summary>
    public static string PidFileOf(HeldLock held)
    {
        var lockFile = held.Record.Path.Length > 0 ? held.Record.Path : held.Path;
        return lockFile.EndsWith(InstanceFiles.LockSuffix, StringComparison.Ordinal) ? lockFile[..^InstanceFiles.LockSuffix.Length]
            : lockFile;
    }

    /// <summary>Gets the status of a daemon that holds a lock.</summary>
    public static DaemonStatus Describe(HeldLock held)
    {
        var record = held.Record;
        var pidFile = PidFileOf(held);
        var statusFile = StatusFile.PathOf(pidFile);
        var own =
            record.Wait is null
                ? StatusFile.TryRead(statusFile, record)
                : StatusFile.TryReadLast(statusFile, ProcessTable.TryReadOwner(record.Pid), record);
        var name = OneLine.From(own?.Name ?? record.Owner?.Name ?? Path.GetFileNameWithoutExtension(pidFile));
        var status = record.Wait is { } wait ? Status.Waiting(name, wait, own) : Status.Running(name, pidFile, record, own);
        return status.Program is null
            ? new(status) { Program = record.Owner is { } owner ? OneLine.From(owner.Program) : ProgramOf(record.Pid) }
            : status;
    }

    private static string? ProgramOf(int pid) =>
        ProcessTable.TryReadProgram(pid) is { } path ? OneLine.From(Path.GetFileName(path)) : null;
}
