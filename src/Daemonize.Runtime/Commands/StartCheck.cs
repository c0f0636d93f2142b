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
        Confinement.Check(instance);
        KeptDescriptors.Check(instance.Settings);
        ProcessLimits.Check(instance.Settings);
        CheckFiles(instance);
        CheckWorkingDirectory(instance.Settings);
    }

    /// <summary>The pid file and the logs, which may be created here; a start would do the same a moment later.</summary>
    public static void CheckFiles(DaemonInstance instance)
    {
        OwnedFile.CheckPath(instance.PidFile, instance.FileOwner);
        foreach (var log in (ReadOnlySpan<string>)[instance.LogFile, instance.ErrorFile])
        {
            Directories.CreateLogDirectory(log, instance.Program.Name, instance.FileOwner);
            LogTargets.Open(log, instance).Dispose();
        }
    }

    /// <summary>Behind a root directory it is another.</summary>
    private static void CheckWorkingDirectory(Settings settings)
    {
        var path = settings.RootDirectory + settings.WorkingDirectory;
        if (!FileFacts.TryRead(path, out var facts, out var errno) || (!facts.IsDirectory && (errno = Libc.ENOTDIR) != 0))
        {
            throw Errno.Exception($"enter the working directory {OneLine.From(path)}", errno);
        }
    }
}
