using Daemonize.Generated;
using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>
/// Where relative pid and log files are: never relative to the caller's directory, and for pid and lock files never by a variable that one caller has and another
/// lacks, so that every verb finds the same daemon from wherever it is called. docs/architecture.md gives the reasons for each place.
/// </summary>
internal static class Directories
{
    private const uint ForAllToRead = 0b111_101_101;
    private const uint Private = 0b111_000_000;

    /// <param name="path">The pid file.</param>
    /// <param name="program">The program, whose directory it is.</param>
    /// <param name="findInstalled">Finds the directory of a daemon that a service manager runs; null for any other.</param>
    public static string ResolvePidFile(string path, DaemonProgram program, Func<string?>? findInstalled = null) =>
        path[0] == '/' ? path
        : (ServiceDirectories.Find("RUNTIME_DIRECTORY", program) ?? Existing(findInstalled?.Invoke())) is { } directory ? Join(directory, path)
        : UserId == 0 ? Join(Join("/run", program.Name), path)
        : ResolveUsersPidFile(path, program);

    public static string ResolveLogFile(string path, DaemonProgram program) => path[0] == '/' ? path : Join(LogDirectory(program), path);

    /// <summary>
    /// Creates the directory of a pid file where it is the default one. A directory that the user named must exist: it may be a typing error.
    /// </summary>
    /// <param name="pidFile">The pid file.</param>
    /// <param name="program">The program.</param>
    public static void CreateRuntimeDirectory(string pidFile, DaemonProgram program)
    {
        const string wayOut = "choose another directory with PidFile, or set RUNTIME_DIRECTORY";
        if (UserId == 0)
        {
            CreateIfParentOf(Join("/run", program.Name), ForAllToRead);
            return;
        }

        if (UserHome.ForLocks is { } home)
        {
            CreateIfParentOf(StateOf(home, program), Private);
        }

        if (IsIn(pidFile, TemporaryDirectory))
        {
            // A name that anybody can guess must be proven ours before anything in it is trusted.
            _ = CreateWithParents(TemporaryDirectory, Private, "the runtime directory", wayOut);
            CheckPrivate(TemporaryDirectory);
            CreateIfParentOf(Join(TemporaryDirectory, program.Name), Private);
        }

        void CreateIfParentOf(string directory, uint mode)
        {
            if (IsIn(pidFile, directory))
            {
                _ = CreateWithParents(directory, mode, "the runtime directory", wayOut);
            }
        }
    }

    /// <summary>The directory in /tmp that a pid file is in, which systemd-tmpfiles(8) may clean; null where it is elsewhere.</summary>
    public static string? FindTemporary(string pidFile) => UserId != 0 && IsIn(pidFile, TemporaryDirectory) ? TemporaryDirectory : null;

    /// <summary>Creates the log directory where it is a default one and not yet there. A directory that the user named must exist: it may be a typing error.</summary>
    /// <param name="logFile">The log.</param>
    /// <param name="program">The program.</param>
    /// <param name="user">The user that the daemon of root is to be, who must be able to reopen a log there; null where it is the caller.</param>
    public static void CreateLogDirectory(string logFile, DaemonProgram program, uint? user = null)
    {
        const string wayOut = "choose another directory with LogFile, or set LOGS_DIRECTORY";
        var directory = LogDirectory(program);
        if (!IsIn(logFile, directory))
        {
            return;
        }

        if (UserId != 0 && IsIn(directory, TemporaryDirectory))
        {
            _ = CreateWithParents(TemporaryDirectory, Private, "the log directory", wayOut);
            CheckPrivate(TemporaryDirectory);
        }

        if (CreateWithParents(directory, ForAllToRead, "the log directory", wayOut) && user is { } owner)
        {
            // Just made by root in a directory of root's, so that it is the one that is meant.
            _ = Libc.chown(directory, owner, uint.MaxValue);
        }
    }

    /// <summary>Where a daemon may keep what outlives it, created where it is not yet there. Throws where it cannot be.</summary>
    public static string StateDirectory(DaemonProgram program)
    {
        var directory = ServiceDirectories.Find("STATE_DIRECTORY", program)
            ?? (UserId == 0 ? Join("/var/lib", program.Name) : StateHome(program) ?? throw new DaemonException("there is no directory for state, for this user has no home directory; set STATE_DIRECTORY or XDG_STATE_HOME"));
        _ = CreateWithParents(directory, ForAllToRead, "the state directory", "set STATE_DIRECTORY to a directory that can be written to");
        return directory;
    }

    private static uint UserId => Libc.geteuid();

    /// <summary>
    /// The last resort, in /tmp whatever TMPDIR says, which one session of a user has and another has not.
    /// </summary>
    private static string TemporaryDirectory => $"/tmp/daemonize-{UserId}";

    /// <summary>A service manager creates it when it starts the daemon and removes it afterwards; then none runs that could have files in it.</summary>
    private static string? Existing(string? directory) => directory is not null && FileStat.TryRead(directory, out _, out _) ? directory : null;

    /// <summary>
    /// In the user's home, as the user database has it; in /tmp where that is of no use. A daemon that runs in the other of the two, because the home was not there or
    /// not writable when it was started, is the one that is meant.
    /// </summary>
    private static string ResolveUsersPidFile(string path, DaemonProgram program)
    {
        var temporary = Join(Join(TemporaryDirectory, program.Name), path);
        if (UserHome.Directory is not { } home)
        {
            return temporary;
        }

        var own = Join(StateOf(home, program), path);
        var (first, second) = UserHome.ForLocks is null ? (temporary, own) : (own, temporary);
        return IsAnyHeld(second) && !IsAnyHeld(first) ? second : first;

        // Whoever else has made the directory in /tmp, which anybody can, holds locks in it that are not this user's.
        bool IsAnyHeld(string pidFile) => (pidFile == own || IsPrivate(TemporaryDirectory)) && InstanceFiles.IsAnyHeld(pidFile);
    }

    /// <summary>The log may be where the caller wants it: the status file tells every other caller.</summary>
    private static string LogDirectory(DaemonProgram program) =>
        ServiceDirectories.Find("LOGS_DIRECTORY", program)
        ?? (UserId == 0 ? Join("/var/log", program.Name) : StateHome(program) ?? Join(TemporaryDirectory, program.Name));

    /// <summary>A user's own, by the XDG specification; null where there is none.</summary>
    private static string? StateHome(DaemonProgram program) =>
        Absolute("XDG_STATE_HOME") is { } state ? Join(state, program.Name)
        : UserHome.Writable is { } home ? StateOf(home, program)
        : Absolute("HOME") is { } given && UserHome.IsOwn(given) ? StateOf(given, program)
        : null;

    private static string StateOf(string home, DaemonProgram program) => Join(Join(home, ".local/state"), program.Name);

    /// <summary>The XDG specification: "If an implementation encounters a relative path … it should consider the path invalid and ignore it."</summary>
    private static string? Absolute(string variable) => Environment.GetEnvironmentVariable(variable) is ['/', ..] value ? value : null;

    private static void CheckPrivate(string path)
    {
        if (!IsPrivate(path))
        {
            throw new DaemonException(
                $"{path} is not a private directory of this user (mode 0700), so that others could replace what is in it; remove it, or set RUNTIME_DIRECTORY and LOGS_DIRECTORY");
        }
    }

    private static bool IsPrivate(string path) =>
        FileStat.TryReadLink(path, out var facts, out _) && facts.IsDirectory && facts.Owner == UserId && (facts.Permissions & 0b000_111_111) == 0;

    /// <summary>False where it was there.</summary>
    private static bool CreateWithParents(string path, uint mode, string what, string wayOut)
    {
        if (Libc.mkdir(path, mode) == 0)
        {
            return true;
        }

        var errno = Errno.Last;
        if (errno == Libc.ENOENT && path.LastIndexOf('/') is > 0 and var end)
        {
            _ = CreateWithParents(path[..end], mode, what, wayOut);
            errno = Libc.mkdir(path, mode) == 0 ? 0 : Errno.Last;
        }

        if (errno is not (0 or Libc.EEXIST))
        {
            // One that exists is not always reported as such: on a file system that cannot be written to, EROFS comes first.
            if (FileStat.TryRead(path, out var facts, out _) && facts.IsDirectory)
            {
                return false;
            }

            throw Errno.Exception($"create {what} {path}", errno, wayOut);
        }

        return errno == 0;
    }

    private static bool IsIn(string path, string directory) => path.StartsWith(Join(directory, ""), StringComparison.Ordinal);

    private static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : string.Concat(directory, "/", name);
}
