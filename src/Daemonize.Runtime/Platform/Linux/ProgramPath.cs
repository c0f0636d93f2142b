using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <summary>
/// The path of this program, as it was called: <c>/srv/app/current/app</c> stays so while <c>current</c> is a link to a release. Whoever starts the program
/// later, from a unit, a logrotate stanza or after a crash, is to get the release that is current then.
/// </summary>
internal static class ProgramPath
{
    /// <summary>The program itself, whatever its name is by now (proc_pid_exe(5)).</summary>
    private const string Self = "/proc/self/exe";

    /// <summary>What the kernel adds to the name of a file that has been removed.</summary>
    private const string Removed = " (deleted)";

    /// <summary>The directory that relative paths mean, under the name by which the caller entered it; null where it has been removed.</summary>
    private static string? Directory =>
        Environment.GetEnvironmentVariable("PWD") is ['/', ..] named && IsSame(named, ".") ? named
        : ProcFs.TryReadLink("/proc/self/cwd") is ['/', ..] real && !real.EndsWith(Removed, StringComparison.Ordinal) ? real
        : null;

    /// <summary>
    /// The executable, as an absolute path: the name under which it was called, where that leads to this very program; else the program's own; and where that has
    /// been removed, what is at that name now.
    /// </summary>
    public static string Executable
    {
        get
        {
            var called = Called() is { Length: > 0 } name ? Absolute(name) : null;
            return called is not null && IsSame(called, Self) ? called
                : Own is { } own ? own
                : called is not null && Libc.access(called, Libc.X_OK) == 0 ? called
                : RealExecutable;
        }
    }

    /// <summary>The executable, with every link of its path resolved.</summary>
    public static string RealExecutable =>
        Own ?? Environment.ProcessPath ?? throw new DaemonException("cannot find this program's own executable; /proc must be mounted");

    /// <summary>
    /// What the kernel says, also to a user who may not look into the directory, where <see cref="Environment.ProcessPath"/> is null; null once it has been removed.
    /// </summary>
    private static string? Own => ProcFs.TryReadLink(Self) is ['/', ..] real && !real.EndsWith(Removed, StringComparison.Ordinal) ? real : null;

    /// <summary>
    /// The executable of a process, where that is another file at another place than this program's: a second program of the same name, or another release. Null
    /// where it is the same, and where it cannot be seen.
    /// </summary>
    public static string? FindOther(int pid)
    {
        var link = ProcFs.PathOf(pid, "exe");
        var path = ProcFs.TryReadLink(link) is not { } target ? null
            : target.EndsWith(Removed, StringComparison.Ordinal) ? target[..^Removed.Length]
            : target;
        return path is null || path == Own || IsSame(link, Self) ? null : path;
    }

    /// <summary>The same file by an absolute path, with the links in it as they are; the path itself where the directory that it is relative to has been removed.</summary>
    public static string Absolute(string path)
    {
        var absolute = path is ['/', ..] ? path : Directory is { } directory ? Path.Combine(directory, path) : null;
        if (absolute is null)
        {
            return path;
        }

        var normal = Path.GetFullPath(absolute);

        // Behind a link, ".." is the parent of what that leads to.
        return normal == absolute || IsSame(normal, absolute) ? normal : absolute;
    }

    private static bool IsSame(string path, string other) =>
        FileStat.TryRead(path, out var facts, out _) && FileStat.TryRead(other, out var otherFacts, out _) && facts.IsSameFile(otherFacts);

    /// <summary>What execve(2) was given. A shell has found it in PATH before. A script or a descriptor (fexecve(3)) leads to something else, or to nothing soon.</summary>
    private static string? Called() =>
        Marshal.PtrToStringUTF8((nint)Libc.getauxval(Libc.AT_EXECFN)) is { } path
        && !path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/proc/", StringComparison.Ordinal)
            ? path
            : null;
}
