using Daemonize.Identity;
using Daemonize.Launch;
using Daemonize.LogOutput;
using Daemonize.Options;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>
/// Finds what would make a start fail before the daemon's own code runs, without starting anything. <c>restart</c> checks this first: if
/// the new daemon cannot start, the old one continues.
/// </summary>
internal static class StartCheck
{
    public static void Check(DaemonInstance instance)
    {
        PrivilegeDrop.Check(instance);
        KeptDescriptors.Check(instance.Settings);
        DaemonProcess.CheckSupport(instance.Name);
        ProcessLimits.Check(instance.Settings);
        CheckPaths(instance);
        CheckLogs(instance);
        CheckWorkingDirectory(instance.Settings);
    }

    /// <summary>Checks the directory of the pid file and those of the logs. The program's default log directories are created.</summary>
    public static void CheckPaths(DaemonInstance instance)
    {
        OwnedFile.CheckPath(instance.PidFile, instance.FileOwner);
        Directories.CreateLogDirectory(instance.LogFile, instance.Program, instance.FileOwner);
        Directories.CreateLogDirectory(instance.ErrorFile, instance.Program, instance.FileOwner);
    }

    /// <summary>Checks that the logs are writable. They may be created, as a start would do a moment later.</summary>
    private static void CheckLogs(DaemonInstance instance)
    {
        LogDestination.Of(instance.LogFile, instance).Open().Dispose();
        if (instance.ErrorFile != instance.LogFile)
        {
            LogDestination.Of(instance.ErrorFile, instance).Open().Dispose();
        }
    }

    /// <summary>Checks the working directory, which is inside the root directory if one is set.</summary>
    private static void CheckWorkingDirectory(Settings settings)
    {
        var path = settings.RootDirectory + settings.WorkingDirectory;
        var isThere = FileStat.TryRead(path, out var facts, out var error);
        if (!facts.IsDirectory)
        {
            throw (isThere ? SystemError.NotADirectory : error).Exception(
                $"enter the working directory {OneLine.From(path)}", settings.WayOutFor(Setting.WorkingDirectory));
        }
    }
}
