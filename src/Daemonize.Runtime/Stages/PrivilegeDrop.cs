using System.Globalization;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;

namespace Daemonize.Stages;

/// <summary>
/// What a daemon gives up, for good: the file system outside its root directory, then root. Where it only becomes another user, that happens in the session
/// stage, so that the daemon's process has never been root: not its runtime, not a module initializer that stands before ours. chroot(2) needs root, and must be
/// called by the daemon itself, for the program and the C library's loader need not exist inside; then both happen in <see cref="DaemonStage.Enter"/>, before
/// <c>Main</c>. Only there is the daemon's process root for a moment.
/// </summary>
internal static class PrivilegeDrop
{
    /// <summary>Throws in the command for what would fail in a stage: a mistake is found before anything runs.</summary>
    public static void Check(DaemonInstance instance)
    {
        ArgumentSizeLimit.Check(instance);
        CheckInForeground(instance);
    }

    /// <summary>The same for <c>run</c> and <c>once</c>, which have the environment that they have: a service manager may have read the file as root.</summary>
    public static void CheckInForeground(DaemonInstance instance)
    {
        instance.User?.CheckPermission(instance.Name, instance.Settings);
        if (instance.Settings.RootDirectory is { } root)
        {
            CheckRoot(instance, root);
        }
    }

    /// <summary>In the session stage: becomes the user, unless the daemon must be root for a moment longer.</summary>
    public static void EnterEarly(DaemonInstance instance)
    {
        if (instance.Settings.RootDirectory is null && instance.User is { IsCaller: false } user)
        {
            user.Become();
            CheckProgram(user);
        }
    }

    /// <summary>In the daemon, or in the foreground: enters the root directory, and becomes the user where that has not been done.</summary>
    public static void Enter(DaemonInstance instance)
    {
        if (instance.Settings.RootDirectory is { } root)
        {
            var user = instance.User;
            EnterRoot(instance, root);
            user?.Become();
        }
        else if (instance.User is { IsCaller: false } user)
        {
            user.Become();
            CheckProgram(user);
        }
    }

    /// <summary>The same for <c>run</c> and <c>once</c>, which have no stages: root makes the files of the user first.</summary>
    public static void EnterInForeground(DaemonInstance instance)
    {
        FileOwnership.Prepare(instance);
        Enter(instance);
        if (instance.Settings.RootDirectory is not null)
        {
            // The caller's directory, which these verbs keep, is outside now.
            EnterWorkingDirectory(instance);
        }
    }

    /// <summary>The directory that it works in, which is inside of its root directory.</summary>
    public static void EnterWorkingDirectory(DaemonInstance instance)
    {
        var directory = instance.Settings.WorkingDirectory;
        if (Libc.chdir(directory) != 0)
        {
            throw Errno.Exception($"enter the working directory {directory}", Errno.Last, instance.Settings.WayOutFor(SettingOption.WorkingDirectory));
        }
    }

    /// <summary>
    /// Makes a process that root has started for another user undumpable: no core file, also where core(5) sends it to a program whatever the limit, and no
    /// debugger of that user. Only such a one: then its /proc entries are root's, and a user's own <c>restart</c> could not read its daemon's options there.
    /// The handoff, a pipe of the command's, shows that root has started it; when it is started again, by its watcher, which is hidden itself.
    /// </summary>
    public static void HideFromUser()
    {
        if (Libc.geteuid() != 0 && ((FileStat.TryRead(StageDescriptors.Handoff, out var pipe, out _) && pipe.Owner == 0) || IsWatcherHidden()))
        {
            _ = Libc.prctl(Libc.PR_SET_DUMPABLE, 0, 0, 0, 0);
        }
    }

    /// <summary>The files of /proc of a process that is not dumpable are root's, but not its directory (proc(5)).</summary>
    private static bool IsWatcherHidden() =>
        ThisProcess.Stat is { } self && Session.WatcherOf(self) is var watcher and not 0 && FileStat.TryRead(ProcFs.PathOf(watcher, "stat"), out var stat, out _) && stat.Owner == 0;

    private static void CheckRoot(DaemonInstance instance, string root)
    {
        var blame = instance.Settings.BlameFor(SettingOption.RootDirectory);
        if (!RuntimeForm.IsNativeAot)
        {
            throw new DaemonException(
                $"cannot start {instance.Name} in {root} (RootDirectory): only a program that is published with NativeAOT can leave its files outside{blame}", DaemonExitCode.Usage);
        }

        if (Libc.geteuid() != 0)
        {
            throw new DaemonException($"cannot start {instance.Name} in {root} (RootDirectory): only root can{blame}", DaemonExitCode.NoPermission);
        }

        if (LogStreams.HasPump(instance))
        {
            throw new DaemonException(
                $"cannot start {instance.Name} in {root} (RootDirectory) with LogMaxSize or syslog: the log's path is outside; have logrotate's copytruncate rotate it",
                DaemonExitCode.Usage);
        }

        if (!FileStat.TryRead(root, out var facts, out var errno))
        {
            throw Errno.Exception($"enter the root directory {root}", errno, instance.Settings.WayOutFor(SettingOption.RootDirectory));
        }

        if (!facts.IsDirectory)
        {
            throw new DaemonException($"cannot enter the root directory {root}: it is no directory{blame}");
        }
    }

    /// <summary>Everything that is outside and will be needed is opened, or looked at, before.</summary>
    private static void EnterRoot(DaemonInstance instance, string root)
    {
        StartHandshake.WritePidFile(instance.PidFile, instance.FileOwner);
        StatusFile.Hold(StatusFile.PathOf(instance.PidFile));
        _ = ThisProcess.Stat;

        // The culture data and the time zone are files, which the runtime opens when they are first asked for.
        _ = CultureInfo.CurrentCulture.CompareInfo.Compare("a", "b", CompareOptions.IgnoreCase);
        _ = TimeZoneInfo.Local.GetUtcOffset(DateTime.UtcNow);
        if (Libc.chroot(root) != 0 || Libc.chdir("/") != 0)
        {
            throw Errno.Exception($"enter the root directory {root}", Errno.Last);
        }
    }

    /// <summary>A program in root's own home could not load its parts, or not even start, and would not say why.</summary>
    private static void CheckProgram(DaemonUser user)
    {
        foreach (var path in new[] { ProgramPath.RealExecutable, AppContext.BaseDirectory })
        {
            if (Libc.access(path, Libc.R_OK | Libc.X_OK) != 0)
            {
                throw Errno.Exception($"become {user.Entry.Name}, who may not read and execute {path}", Errno.Last, "install the program where that user can");
            }
        }
    }
}
