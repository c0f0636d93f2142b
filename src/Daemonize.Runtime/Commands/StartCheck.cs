using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Options;
using Daemonize.Platform.Linux;
using Daemonize.Stages;

namespace Daemonize.Commands;

/// <summary>
/// What would make a start fail before the daemon's own code begins, found out without starting anything: a <c>restart</c> looks here first, and an old daemon that
/// nothing could replace goes on.
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

    /// <summary>Where the pid file may be, and the directories of the logs, which are made where they are the program's own.</summary>
    public static void CheckPaths(DaemonInstance instance)
    {
        OwnedFile.CheckPath(instance.PidFile, instance.FileOwner);
        foreach (var log in (ReadOnlySpan<string>)[instance.LogFile, instance.ErrorFile])
        {
            Directories.CreateLogDirectory(log, instance.Program, instance.FileOwner);
        }
    }

    /// <summary>Whether the logs can be written to; they may be created, as a start would do a moment later.</summary>
    private static void CheckLogs(DaemonInstance instance)
    {
        LogTargets.Open(instance.LogFile, instance).Dispose();
        if (instance.ErrorFile != instance.LogFile)
        {
            LogTargets.Open(instance.ErrorFile, instance).Dispose();
        }
    }

    /// <summary>Behind a root directory it is another.</summary>
    private static void CheckWorkingDirectory(Settings settings)
    {
        var path = settings.RootDirectory + settings.WorkingDirectory;
        if (!FileStat.TryRead(path, out var facts, out var errno) || (!facts.IsDirectory && (errno = Libc.ENOTDIR) != 0))
        {
            throw Errno.Exception($"enter the working directory {OneLine.From(path)}", errno, settings.WayOutFor(SettingOption.WorkingDirectory));
        }
    }
}
