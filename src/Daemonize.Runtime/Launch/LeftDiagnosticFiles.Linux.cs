using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.Launch;

/// <summary>Removes the diagnostic files of a daemon that has ended.</summary>
internal static class LeftDiagnosticFiles
{
    /// <summary>Removes the files of the ended process that a lock file names.</summary>
    public static void RemoveOf(LockRecord? record, DaemonInstance instance)
    {
        if (record is { } left)
        {
            new DiagnosticFiles(left.Pid, left.StartTime, Directory: null, instance.FileOwner).Remove(instance);
        }
    }

    /// <summary>Removes the remaining files after the process has ended.</summary>
    /// <param name="files">The files of the process.</param>
    /// <param name="instance">The daemon that the process was. If the environment of the process is unknown, that of the daemon's next
    /// start gives the directory.</param>
    public static void Remove(this DiagnosticFiles files, DaemonInstance instance)
    {
        files.Remove();
        if (files.Directory is null && DaemonEnvironment.TemporaryDirectoryOf(instance) is { Length: > 0 } directory)
        {
            files.RemoveFrom(directory);
        }
    }
}
