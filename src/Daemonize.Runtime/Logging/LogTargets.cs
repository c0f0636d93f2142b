using Daemonize.Identity;
using Daemonize.Platform.Linux;
using Daemonize.Stages;

namespace Daemonize.Logging;

/// <summary>Opens what standard output and error of a daemon are: a file, /dev/null, or a socket of the journal or of syslog.</summary>
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
    /// Points whatever has <paramref name="old"/> open at <paramref name="target"/>. The runtime and the console keep copies of descriptors 1 and 2, so all that
    /// are the same file follow; but never standard input, which is the same device where the log is /dev/null.
    /// </summary>
    /// <param name="old">What they have open.</param>
    /// <param name="target">What they get.</param>
    /// <param name="except">A descriptor that keeps it: the one that is read.</param>
    public static void Move(FileStat old, int target, int except = -1)
    {
        // Twice: a copy of 1 or 2 that another thread makes during the first walk may be missing in its list, and one made later is of the new file.
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
