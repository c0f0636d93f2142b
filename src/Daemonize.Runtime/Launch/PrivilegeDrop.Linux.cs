using System.Globalization;
using Daemonize.History;
using Daemonize.Identity;
using Daemonize.Lifetime;
using Daemonize.LogOutput;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;

namespace Daemonize.Launch;

/// <summary>
/// Gives up privileges for good: the file system outside the root directory, then root. A daemon that only changes its user does so in the
/// session stage: its own process has never been root, neither the runtime nor a module initializer that runs before ours. chroot(2) needs
/// root, and the daemon itself must call it, because the program and the C library's loader need not exist inside.
/// <see cref="DaemonStage.Enter"/> then does both before <c>Main</c>; only in this case is the daemon's process root for a moment.
/// </summary>
internal static class PrivilegeDrop
{
    /// <summary>Throws in the command for what would fail in a stage, before anything runs.</summary>
    public static void Check(DaemonInstance instance)
    {
        ArgumentSizeLimit.Check(instance);
        CheckInForeground(instance);
    }

    /// <summary>
    /// Does the same for <c>run</c> and <c>once</c>, without the check of the environment, which they inherit: a service manager may have
    /// read the file as root.
    /// </summary>
    public static void CheckInForeground(DaemonInstance instance)
    {
        instance.User?.CheckPermission(instance.Name, instance.Settings);
        if (instance.Settings.RootDirectory is { } root)
        {
            CheckRoot(instance, root);
        }
    }

    /// <summary>
    /// Whether the session stage switches to the user. The daemon with a root directory must be root for a moment longer.
    /// </summary>
    public static bool IsEarly(DaemonInstance instance) =>
        instance.Settings.RootDirectory is null && instance.User is { IsCaller: false };

    /// <summary>Switches to the user in the session stage, if it must.</summary>
    public static void EnterEarly(DaemonInstance instance)
    {
        if (IsEarly(instance))
        {
            var user = instance.User!;
            UserChange.Become(user);
            CheckProgram(user);
        }
    }

    /// <summary>Enters the root directory and switches to the user, unless that is done; in the daemon or in the foreground.</summary>
    public static void Enter(DaemonInstance instance)
    {
        if (instance.Settings.RootDirectory is { } root)
        {
            var user = instance.User;
            EnterRoot(instance, root);
            if (user is not null)
            {
                UserChange.Become(user);
            }
        }
        else if (instance.User is { IsCaller: false } user)
        {
            UserChange.Become(user);
            CheckProgram(user);
        }
    }

    /// <summary>Does the same for <c>run</c> and <c>once</c>, which have no stages: root first creates the user's files.</summary>
    public static void EnterInForeground(DaemonInstance instance)
    {
        FileOwnership.Prepare(instance);
        Enter(instance);
        if (instance.Settings.RootDirectory is not null)
        {
            // The caller's directory, which these verbs keep, is now outside.
            EnterWorkingDirectory(instance);
        }
    }

    /// <summary>Enters the daemon's working directory, which is inside its root directory.</summary>
    public static void EnterWorkingDirectory(DaemonInstance instance)
    {
        var directory = instance.Settings.WorkingDirectory;
        if (Libc.chdir(directory) != 0)
        {
            throw Errno.Exception(
                $"enter the working directory {directory}", Errno.Last, instance.Settings.WayOutFor(Setting.WorkingDirectory));
        }
    }

    /// <summary>
    /// Makes a process that root has started for another user undumpable: it writes no core file, even if core(5) sends it to a program
    /// whatever the limit, and that user cannot debug it. Only such a process: its /proc entries become root's, where a user's own
    /// <c>restart</c> could not read its daemon's options. Root has started the process if it owns the handoff, which is the command's
    /// pipe; or, after a restart, if the watcher is hidden itself.
    /// </summary>
    public static void HideFromUser()
    {
        if (Libc.geteuid() != 0
            && ((FileStat.TryRead(StageDescriptors.Handoff, out var pipe, out _) && pipe.Owner == 0) || IsWatcherHidden()))
        {
            _ = Libc.prctl(Libc.PR_SET_DUMPABLE, 0, 0, 0, 0);
        }
    }

    /// <summary>
    /// Whether the watcher is undumpable. Root owns the files of such a process in /proc, but not its directory (proc(5)).
    /// </summary>
    private static bool IsWatcherHidden() =>
        ThisProcess.Stat is { } self && Session.WatcherOf(self) is var watcher and not 0
            && FileStat.TryRead(ProcFs.PathOf(watcher, "stat"), out var stat, out _) && stat.Owner == 0;

    private static void CheckRoot(DaemonInstance instance, string root)
    {
        var blame = instance.Settings.BlameFor(Setting.RootDirectory);
        if (!RuntimeForm.IsNativeAot)
        {
            throw new DaemonException(
                $"cannot start {instance.Name} in {root} (RootDirectory): only a program that is published with NativeAOT can leave its " +
                $"files outside{blame}", DaemonExitCode.Usage);
        }

        if (Libc.geteuid() != 0)
        {
            throw new DaemonException(
                $"cannot start {instance.Name} in {root} (RootDirectory): only root can{blame}", DaemonExitCode.NoPermission);
        }

        if (LogStreams.HasPump(instance))
        {
            throw new DaemonException(
                $"cannot start {instance.Name} in {root} (RootDirectory) with LogMaxSize or syslog: the log's path is outside; have " +
                "logrotate's copytruncate rotate it",
                DaemonExitCode.Usage);
        }

        if (!FileStat.TryRead(root, out var facts, out var error))
        {
            throw error.Exception($"enter the root directory {root}", instance.Settings.WayOutFor(Setting.RootDirectory));
        }

        if (!facts.IsDirectory)
        {
            throw new DaemonException($"cannot enter the root directory {root}: it is not a directory{blame}");
        }
    }

    /// <summary>Enters the root directory, after opening or reading everything outside that is needed later.</summary>
    private static void EnterRoot(DaemonInstance instance, string root)
    {
        StartHandshake.WritePidFile(instance.PidFile, instance.FileOwner);
        StatusFile.Hold(StatusFile.PathOf(instance.PidFile));
        if (instance.Settings.History)
        {
            HistoryFile.Hold(
                HistoryFile.PathOf(instance.PidFile), instance.FileOwner ?? ThisProcess.UserId, DateTimeOffset.UtcNow,
                instance.Settings.Shards > 0);
        }

        _ = ThisProcess.Stat;

        // The culture data and the time zone are files, which the runtime opens at first use.
        _ = CultureInfo.CurrentCulture.CompareInfo.Compare("a", "b", CompareOptions.IgnoreCase);
        _ = TimeZoneInfo.Local.GetUtcOffset(DateTime.UtcNow);
        if (Libc.chroot(root) != 0 || Libc.chdir("/") != 0)
        {
            throw Errno.Exception($"enter the root directory {root}", Errno.Last);
        }
    }

    /// <summary>
    /// Checks that the user can execute the program. A program in root's home could not load its parts, or not even start, and would not
    /// report why.
    /// </summary>
    private static void CheckProgram(DaemonUser user)
    {
        foreach (var path in new[] { ProgramPath.RealExecutable, AppContext.BaseDirectory })
        {
            if (Libc.access(path, Libc.R_OK | Libc.X_OK) != 0)
            {
                throw Errno.Exception(
                    $"become {user.Entry.Name}, who may not read and execute {path}", Errno.Last,
                    "install the program where that user can");
            }
        }
    }
}
