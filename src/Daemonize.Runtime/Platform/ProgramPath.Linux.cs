using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// The path of this program, as it was called: <c>/srv/app/current/app</c> stays so while <c>current</c> is a link to a release. A unit, a
/// logrotate stanza or a restart that starts the program later then gets the release that is current at that time.
/// </summary>
internal static class ProgramPath
{
    /// <summary>The program itself, even after its file was renamed (proc_pid_exe(5)).</summary>
    private const string Self = "/proc/self/exe";

    /// <summary>The suffix that the kernel adds to the name of a file that has been removed.</summary>
    private const string Removed = " (deleted)";

    /// <summary>The directory of relative paths, under the name by which the caller entered it; null if it has been removed.</summary>
    private static string? Directory =>
        Environment.GetEnvironmentVariable("PWD") is ['/', ..] named && IsSame(named, ".") ? named
        : ProcFs.TryReadLink("/proc/self/cwd") is ['/', ..] real && !real.EndsWith(Removed, StringComparison.Ordinal) ? real
        : null;

    /// <summary>
    /// The absolute path of the executable: the name under which it was called, if that leads to this program; otherwise the program's own
    /// path; if its file has been removed, the called name again, which another file may have now.
    /// </summary>
    public static string Executable
    {
        get
        {
            var called = Called() is { Length: > 0 } name ? Absolute(name) : null;
            return called is not null && (IsSame(called, Self) || (Own is { } program && IsSame(called, program))) ? called
                : Own is { } own ? own
                : called is not null && Libc.access(called, Libc.X_OK) == 0 ? called
                : RealExecutable;
        }
    }

    /// <summary>The path of the executable, with every link resolved.</summary>
    public static string RealExecutable =>
        Own ?? Environment.ProcessPath ?? throw new DaemonException("cannot find this program's own executable; /proc must be mounted");

    /// <summary>
    /// The path that the kernel reports, even to a user without access to the directory, where <see cref="Environment.ProcessPath"/> is
    /// null; null once the file has been removed.
    /// </summary>
    private static string? Own =>
        ProcFs.TryReadLink(Self) is ['/', ..] real && !real.EndsWith(Removed, StringComparison.Ordinal) ? real : null;

    /// <summary>
    /// Gets the executable of a process if it is another file at another path than this program's: a second program of the same name, or
    /// another release. Null if it is the same, or cannot be seen.
    /// </summary>
    public static string? FindOther(int pid)
    {
        var link = ProcFs.PathOf(pid, "exe");
        var path = ProcFs.TryReadLink(link) is not { } target ? null
            : target.EndsWith(Removed, StringComparison.Ordinal) ? target[..^Removed.Length]
            : target;
        return path is null || path == Own || IsSame(link, Self) ? null : path;
    }

    /// <summary>
    /// Makes a path absolute without resolving its links; returns the path itself if the directory that it is relative to has been removed.
    /// </summary>
    public static string Absolute(string path)
    {
        var absolute = path is ['/', ..] ? path
            : Directory is { } directory ? Path.Combine(directory, path) : null;
        if (absolute is null)
        {
            return path;
        }

        var normal = Path.GetFullPath(absolute);

        // After a link, ".." is the parent of the link's target.
        return normal == absolute || IsSame(normal, absolute) ? normal : absolute;
    }

    private static bool IsSame(string path, string other) =>
        FileStat.TryRead(path, out var facts, out _) && FileStat.TryRead(other, out var otherFacts, out _) && facts.IsSameFile(otherFacts);

    /// <summary>
    /// Gets the path that execve(2) received; a shell has found it in PATH before. With a script or a descriptor (fexecve(3)) it leads to
    /// something else, or soon to nothing.
    /// </summary>
    private static string? Called() =>
        Marshal.PtrToStringUTF8((nint)Libc.getauxval(Libc.AT_EXECFN)) is { } path
        && !path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/proc/", StringComparison.Ordinal)
            ? path
            : null;
}
