using Daemonize.CompilerServices;
using Daemonize.Platform;

namespace Daemonize.Places;

/// <summary>
/// Resolves relative pid and log files. They are never relative to the caller's directory, and pid and lock files never depend on a
/// variable that one caller has and another lacks, so every verb finds the same daemon for every caller.
/// docs/contributing/architecture.md gives the reasons for each place.
/// </summary>
internal static class Directories
{
    private const uint ForAllToRead = 0b111_101_101;
    private const uint Private = 0b111_000_000;

    /// <summary>The variable with another directory for cards, or <c>off</c>.</summary>
    public const string CardVariable = "DAEMONIZE_CARDS";

    /// <param name="path">The path of the pid file, absolute or relative.</param>
    /// <param name="program">The program that the default directory belongs to.</param>
    /// <param name="findInstalled">Gets the directory of a daemon that a service manager runs, null for any other daemon; null to skip
    /// this place.</param>
    public static string ResolvePidFile(string path, DaemonProgram program, Func<string?>? findInstalled = null) =>
        path[0] == '/' ? path
        : (ServiceDirectories.Find("RUNTIME_DIRECTORY", program) ?? Existing(findInstalled?.Invoke())) is { } directory
            ? Join(directory, path)
        : UserId == 0 ? Join(Join("/run", program.Name), path)
        : ResolveUsersPidFile(path, program);

    public static string ResolveLogFile(string path, DaemonProgram program) => path[0] == '/' ? path : Join(LogDirectory(program), path);

    /// <summary>
    /// Creates the directory of a pid file if it is the default one. A directory that the user named must exist: the name may be a typing
    /// error.
    /// </summary>
    /// <param name="pidFile">The absolute path of the pid file.</param>
    /// <param name="program">The program that the default directory belongs to.</param>
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
            CreateIfParentOf(StateOf(home, program.Name), Private);
        }

        if (IsIn(pidFile, TemporaryDirectory))
        {
            // Anybody can guess the name, so the directory must be verified before anything in it is trusted.
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

    /// <summary>
    /// Gets the directory in /tmp that contains the pid file, which systemd-tmpfiles(8) may clean; null if the file is elsewhere.
    /// </summary>
    public static string? FindTemporary(string pidFile) => UserId != 0 && IsIn(pidFile, TemporaryDirectory) ? TemporaryDirectory : null;

    /// <summary>
    /// Creates the log directory if it is a default one and missing. A directory that the user named must exist: the name may be a typing
    /// error.
    /// </summary>
    /// <param name="logFile">The absolute path of the log.</param>
    /// <param name="program">The program that the default directory belongs to.</param>
    /// <param name="user">The user that root's daemon runs as, who must be able to reopen a log there; null for the caller.</param>
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
            // Root has just created it in a directory of root, so the path cannot name another one.
            PlatformDirectories.Give(directory, owner);
        }
    }

    /// <summary>Gets the directory for data that outlives the daemon, and creates it if it is missing. Throws if that fails.</summary>
    public static string StateDirectory(DaemonProgram program)
    {
        var directory = ServiceDirectories.Find("STATE_DIRECTORY", program)
            ?? (UserId == 0
                ? Join("/var/lib", program.Name)
                : StateHome(program.Name)
                    ?? throw new DaemonException(
                        "there is no directory for state, for this user has no home directory; set STATE_DIRECTORY or XDG_STATE_HOME"));
        _ = CreateWithParents(directory, ForAllToRead, "the state directory", "set STATE_DIRECTORY to a directory that can be written to");
        return directory;
    }

    /// <summary>
    /// Gets the directory of the cards, which are described in docs/cards.md; null if there should be none, or no place for them. A process
    /// of root does not use XDG_STATE_HOME: it may be another user's, whose files root must not write.
    /// </summary>
    public static string? CardDirectory =>
        Environment.GetEnvironmentVariable(CardVariable) is { Length: > 0 } given ? (given is ['/', ..] ? given : null)
        : UserId == 0 ? "/var/lib/daemonize/daemons"
        : StateHome("daemonize") is { } state ? Join(state, "daemons")
        : null;

    private static uint UserId => ThisProcess.UserId;

    /// <summary>The fallback directory. In /tmp regardless of TMPDIR, which one session of a user may have and another not.</summary>
    private static string TemporaryDirectory => $"/tmp/daemonize-{UserId}";

    /// <summary>
    /// Gets the directory if it exists. A service manager creates it when it starts the daemon and removes it afterwards; without it, no
    /// daemon runs that could have files there.
    /// </summary>
    private static string? Existing(string? directory) =>
        directory is not null && FileStat.TryRead(directory, out _, out _) ? directory : null;

    /// <summary>
    /// Resolves a pid file in the home directory from the user database, or in /tmp if that cannot be used. If a daemon runs in the other
    /// of the two, because the home was missing or read-only when it started, its place is used.
    /// </summary>
    private static string ResolveUsersPidFile(string path, DaemonProgram program)
    {
        var temporary = Join(Join(TemporaryDirectory, program.Name), path);
        if (UserHome.Directory is not { } home)
        {
            return temporary;
        }

        var own = Join(StateOf(home, program.Name), path);
        var (first, second) = UserHome.ForLocks is null ? (temporary, own) : (own, temporary);
        return IsAnyHeld(second) && !IsAnyHeld(first) ? second : first;

        // Anybody can create the directory in /tmp, so locks in another user's directory do not count.
        bool IsAnyHeld(string pidFile) => (pidFile == own || IsPrivate(TemporaryDirectory)) && InstanceFiles.IsAnyHeld(pidFile);
    }

    /// <summary>
    /// Gets the log directory. It may depend on the caller's environment, because the status file gives every other caller the path.
    /// </summary>
    private static string LogDirectory(DaemonProgram program) =>
        ServiceDirectories.Find("LOGS_DIRECTORY", program)
        ?? (UserId == 0 ? Join("/var/log", program.Name) : StateHome(program.Name) ?? Join(TemporaryDirectory, program.Name));

    /// <summary>Gets the user's state directory by the XDG specification; null if there is none.</summary>
    private static string? StateHome(string program) =>
        Absolute("XDG_STATE_HOME") is { } state ? Join(state, program)
        : UserHome.Writable is { } home ? StateOf(home, program)
        : Absolute("HOME") is { } given && UserHome.IsOwn(given) ? StateOf(given, program)
        : null;

    private static string StateOf(string home, string program) => Join(Join(home, ".local/state"), program);

    /// <summary>
    /// Gets an absolute path from a variable. The XDG specification: "If an implementation encounters a relative path … it should
    /// consider the path invalid and ignore it."
    /// </summary>
    private static string? Absolute(string variable) => Environment.GetEnvironmentVariable(variable) is ['/', ..] value ? value : null;

    private static void CheckPrivate(string path)
    {
        if (!IsPrivate(path))
        {
            throw new DaemonException(
                $"{path} is not a private directory of this user (mode 0700), so that others could replace what is in it; remove it, or " +
                "set RUNTIME_DIRECTORY and LOGS_DIRECTORY");
        }
    }

    private static bool IsPrivate(string path) =>
        FileStat.TryReadLink(path, out var facts, out _) && facts.IsDirectory && facts.Owner == UserId
            && (facts.Permissions & 0b000_111_111) == 0;

    /// <summary>Creates a directory and its parents; false if it already exists.</summary>
    private static bool CreateWithParents(string path, uint mode, string what, string wayOut)
    {
        var isCreated = PlatformDirectories.TryCreate(path, mode, out var error);
        if (error.IsNotFound && path.LastIndexOf('/') is > 0 and var end)
        {
            _ = CreateWithParents(path[..end], mode, what, wayOut);
            isCreated = PlatformDirectories.TryCreate(path, mode, out error);
        }

        // An existing directory does not always give EEXIST: a read-only file system gives EROFS first.
        return isCreated || error.IsExisting || (FileStat.TryRead(path, out var facts, out _) && facts.IsDirectory)
            ? isCreated
            : throw error.Exception($"create {what} {path}", wayOut);
    }

    private static bool IsIn(string path, string directory) => path.StartsWith(Join(directory, ""), StringComparison.Ordinal);

    private static string Join(string directory, string name) =>
        directory.EndsWith('/') ? directory + name : string.Concat(directory, "/", name);
}
