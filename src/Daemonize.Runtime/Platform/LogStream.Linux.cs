using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>Standard output or error of a daemon, as descriptors that are pointed at another log while they are in use.</summary>
internal static class LogStream
{
    /// <summary>Whether a stream is a file that has been removed.</summary>
    public static bool IsRemoved(int stream) => FileStat.TryRead(stream, out var log, out _) && log.IsRegular && log.Links == 0;

    /// <summary>Points every descriptor that has the log of a stream open at another log. Throws if the old log cannot be found.</summary>
    public static void Replace(int stream, LogHandle log)
    {
        if (!TryReplace(stream, log))
        {
            throw Errno.Exception("find the old log", Errno.Last);
        }
    }

    /// <summary>Does the same; false if the stream is closed.</summary>
    public static bool TryReplace(int stream, LogHandle log)
    {
        if (!FileStat.TryRead(stream, out var old, out _))
        {
            return false;
        }

        Move(old, log.Number);
        return true;
    }

    /// <summary>
    /// Points every descriptor of <paramref name="old"/> at <paramref name="target"/>. The runtime and the console keep copies of
    /// descriptors 1 and 2, which must follow; but never standard input, which is the same device if the log is /dev/null.
    /// </summary>
    /// <param name="old">The file that the descriptors have open.</param>
    /// <param name="target">The descriptor that they become copies of.</param>
    /// <param name="except">A descriptor that keeps the file, the one that is read; -1 for none.</param>
    internal static void Move(FileStat old, int target, int except = -1)
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
