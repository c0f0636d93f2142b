using Daemonize.Platform.Linux;
using Daemonize.Reporting;

namespace Daemonize.Identity;

/// <summary>The files of a daemon that root starts and that becomes somebody else: root makes them, where that user may not, and gives them away.</summary>
internal static class OtherUsersFiles
{
    public static void Prepare(DaemonInstance instance, Descriptor log)
    {
        if (instance.FileOwner is not { } user)
        {
            return;
        }

        OwnedFile.OpenOrCreate(instance.PidFile, Libc.O_WRONLY, user).Dispose();
        StatusFile.Prepare(StatusFile.PathOf(instance.PidFile), user);

        // Only a file of root's that has no other name: a device or a FIFO is whose it is, and one that stood there may be somebody's.
        if (FileFacts.TryRead(log.Number, out var facts, out _) && facts.IsRegular && facts.Owner == 0 && facts.Links == 1)
        {
            DaemonUser.Give(log, instance.LogFile, user);
        }
    }

    /// <summary>After a start that failed. The caller holds the lock.</summary>
    public static void Remove(DaemonInstance instance)
    {
        if (instance.FileOwner is { } user)
        {
            StatusFile.Remove(StatusFile.PathOf(instance.PidFile), user);
        }
    }
}
