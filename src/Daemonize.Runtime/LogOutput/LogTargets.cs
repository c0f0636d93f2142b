using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.LogOutput;

/// <summary>Opens the target of a daemon's standard output or error: a file, /dev/null, or a socket of the journal or of syslog.</summary>
internal static class LogTargets
{
    public static Descriptor Open(string target, DaemonInstance instance) => target switch
    {
        LogTarget.Null => Descriptor.OpenNull(),
        LogTarget.Journal => Journal.Connect(instance.SyslogName),
        LogTarget.Syslog => Syslog.Connect(),
        _ => LogFile.Open(target),
    };

    /// <summary>
    /// Points every descriptor of <paramref name="old"/> at <paramref name="target"/>. The runtime and the console keep copies of
    /// descriptors 1 and 2, which must follow; but never standard input, which is the same device if the log is /dev/null.
    /// </summary>
    /// <param name="old">The file that the descriptors have open.</param>
    /// <param name="target">The descriptor that they become copies of.</param>
    /// <param name="except">A descriptor that keeps the file, the one that is read; -1 for none.</param>
    public static void Move(FileStat old, int target, int except = -1)
    {
        // Twice: a copy of 1 or 2 that another thread makes during the first walk may be missing from its list; a later copy is of the new
        // file.
        MoveOnce(old, target, except);
        MoveOnce(old, target, except);
    }

    private static void MoveOnce(FileStat old, int target, int except) => ProcFs.ForEachDescriptor(descriptor =>
    {
        if (descriptor != target && descriptor != except && descriptor != StageDescriptors.Input
            && FileStat.TryRead(descriptor, out var facts, out _) && facts.IsSameFile(old))
        {
            _ = Libc.dup3(target, descriptor, descriptor > StageDescriptors.Error ? Libc.O_CLOEXEC : 0);
        }
    });
}
