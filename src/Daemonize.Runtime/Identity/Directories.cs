using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>Where relative pid and log files lie: never relative to the caller's directory, so that <c>stop</c> works from anywhere.</summary>
internal static class Directories
{
    /// <param name="path">The pid file.</param>
    /// <param name="findInstalled">Finds the directory of a daemon that a service manager takes care of; null for any other.</param>
    public static string ResolvePidFile(string path, Func<string?>? findInstalled = null) =>
        path[0] == '/' ? path : Join(FromSystemd("RUNTIME_DIRECTORY") ?? Existing(findInstalled?.Invoke()) ?? RuntimeDirectory(), path);

    public static string ResolveLogFile(string path, string programName) => path[0] == '/' ? path : Join(LogDirectory(programName), path);

    /// <summary>Creates the log directory where it is one of ours and not yet there. A directory that the user named must exist: it may be a typing error.</summary>
    /// <param name="logFile">The log.</param>
    /// <param name="programName">The program.</param>
    /// <param name="user">The user that the daemon of root is to be, who must be able to open a log anew there; null where it is the caller.</param>
    public static void CreateLogDirectory(string logFile, string programName, uint? user = null)
    {
        var directory = LogDirectory(programName);
        if (logFile.StartsWith(Join(directory, ""), StringComparison.Ordinal) && CreateWithParents(directory, "the log directory") && user is { } owner)
        {
            // Just made by root in a directory of root's, so that it is the one that is meant.
            _ = Libc.chown(directory, owner, uint.MaxValue);
        }
    }

    /// <summary>Where a daemon may keep what outlives it, made where it is not yet there. Throws where it cannot be.</summary>
    public static string StateDirectory(string programName)
    {
        var directory = FromSystemd("STATE_DIRECTORY")
            ?? (Libc.geteuid() == 0 ? Join("/var/lib", programName) : StateHome(programName) ?? throw new DaemonException("there is no directory for state: set HOME or STATE_DIRECTORY"));
        _ = CreateWithParents(directory, "the state directory");
        return directory;
    }

    /// <summary>A service manager makes it when it starts the daemon and removes it afterwards; then none runs that could have files in it.</summary>
    private static string? Existing(string? directory) => directory is not null && FileFacts.TryRead(directory, out _, out _) ? directory : null;

    private static string RuntimeDirectory() => (Libc.geteuid() == 0 ? "/run" : Absolute("XDG_RUNTIME_DIR") ?? PrivateTemporaryDirectory());

    private static string LogDirectory(string programName) =>
        FromSystemd("LOGS_DIRECTORY")
        ?? (Libc.geteuid() == 0 ? Join("/var/log", programName)
            : StateHome(programName) ?? PrivateTemporaryDirectory());

    /// <summary>A user's own, by the XDG specification; null where it has none.</summary>
    private static string? StateHome(string programName) =>
        Absolute("XDG_STATE_HOME") is { } state ? Join(state, programName)
        : Absolute("HOME") is { } home ? Join(Join(home, ".local/state"), programName)
        : null;

    /// <summary>systemd.exec(5): several directories are separated by colons; the first is the main one.</summary>
    private static string? FromSystemd(string variable) => Absolute(variable) is { } value ? value.Split(':')[0] : null;

    /// <summary>The XDG specification: "If an implementation encounters a relative path … it should consider the path invalid and ignore it."</summary>
    private static string? Absolute(string variable) => Environment.GetEnvironmentVariable(variable) is ['/', ..] value ? value : null;

    /// <summary>A directory with a name that anybody can guess must be proven ours before anything in it is trusted.</summary>
    private static string PrivateTemporaryDirectory()
    {
        var user = Libc.geteuid();
        var path = Join(Absolute("TMPDIR") ?? "/tmp", $"daemonize-{user}");
        if (Libc.mkdir(path, 0b111_000_000) != 0 && Errno.Last is var errno && errno != Libc.EEXIST)
        {
            throw Errno.Exception($"create {path}", errno, "set XDG_RUNTIME_DIR to a directory of yours");
        }

        if (!FileFacts.TryReadLink(path, out var facts, out errno))
        {
            throw Errno.Exception($"read {path}", errno);
        }

        return facts.IsDirectory && facts.Owner == user && (facts.Permissions & 0b000_111_111) == 0
            ? path
            : throw new DaemonException($"{path} is not a private directory of this user (mode 0700); remove it or set XDG_RUNTIME_DIR");
    }

    /// <summary>False where it was there.</summary>
    private static bool CreateWithParents(string path, string what)
    {
        if (Libc.mkdir(path, 0b111_101_101) == 0)
        {
            return true;
        }

        var errno = Errno.Last;
        if (errno == Libc.ENOENT && path.LastIndexOf('/') is > 0 and var end)
        {
            _ = CreateWithParents(path[..end], what);
            errno = Libc.mkdir(path, 0b111_101_101) == 0 ? 0 : Errno.Last;
        }

        if (errno is not (0 or Libc.EEXIST))
        {
            throw Errno.Exception($"create {what} {path}", errno);
        }

        return errno == 0;
    }

    private static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : string.Concat(directory, "/", name);
}
