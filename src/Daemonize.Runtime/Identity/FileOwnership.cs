using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Stages;

namespace Daemonize.Identity;

/// <summary>The files of a daemon that root starts and that becomes somebody else: root makes them, where that user may not, and gives them away.</summary>
internal static class FileOwnership
{
    /// <summary>Makes the pid file and the status file.</summary>
    public static void Prepare(DaemonInstance instance)
    {
        if (instance.FileOwner is { } user)
        {
            OwnedFile.OpenOrCreate(instance.PidFile, Libc.O_WRONLY, user).Dispose();
            StatusFile.Prepare(StatusFile.PathOf(instance.PidFile), user);
        }
    }

    /// <summary>Gives the logs away, which <c>start</c> has opened.</summary>
    public static void GiveLogs(DaemonInstance instance, DaemonStreams streams)
    {
        if (instance.FileOwner is { } user)
        {
            Give(streams.Output, instance.LogFile, user);
            Give(streams.Error, instance.ErrorFile, user);
        }
    }

    /// <summary>Only a file of root's that has no other name: a device, a FIFO or a socket is whose it is, and a file that stood there may be somebody's.</summary>
    private static void Give(Descriptor log, string path, uint user)
    {
        if (FileStat.TryRead(log.Number, out var facts, out _) && facts.IsRegular && facts.Owner == 0 && facts.Links == 1)
        {
            DaemonUser.Give(log, path, user);
        }
    }
}
