using System.Runtime.InteropServices;
using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>
/// Finds the daemon of a lock file that somebody has removed: a cleaner of temporary files, a script, the end of a login session. The daemon puts the file back
/// within seconds; until then, and where it cannot, this is how a verb finds it and how a <c>start</c> keeps from starting a second one.
/// </summary>
internal static class RemovedLock
{
    /// <summary>What the kernel adds to the name of a file that has none any more (proc(5)).</summary>
    public const string Mark = " (deleted)";

    /// <summary>Null where there is none that this user may see.</summary>
    public static Sighting? Find(string lockFile)
    {
        var name = RealPath(lockFile) + Mark;
        var user = Libc.geteuid();
        Sighting? found = null;
        ProcFs.ForEachProcess(pid =>
        {
            if (found is null && pid != Environment.ProcessId && (user == 0 || ProcFs.TryReadUser(pid) == user) && MayBeDaemon(pid))
            {
                found = FindIn(pid, name, lockFile);
            }
        });
        return found;
    }

    /// <summary>By its arguments, which is a fraction of the cost of its descriptors: a stage, or a verb that runs in the foreground.</summary>
    private static bool MayBeDaemon(int pid)
    {
        ReadOnlySpan<byte> words = ProcFs.TryReadAll(ProcFs.PathOf(pid, "cmdline"), out _) ?? [];
        return words.IndexOf("\0@daemon\0"u8) >= 0 || words.IndexOf("\0@watch\0"u8) >= 0 || words.IndexOf("\0run\0"u8) >= 0 || words.IndexOf("\0once\0"u8) >= 0;
    }

    private static Sighting? FindIn(int pid, string name, string lockFile)
    {
        // None where the process has ended, or is one whose descriptors are for root to see.
        foreach (var number in NumberedEntries.TryList(ProcFs.PathOf(pid, "fd"), [], [], out _) ?? [])
        {
            var path = ProcFs.PathOf(pid, $"fd/{number}");
            if (ProcFs.TryReadLink(path) == name && Sighting.TryOfProcess(path, lockFile) is { State: not SightingState.Free } sighting)
            {
                return sighting;
            }
        }

        return null;
    }

    /// <summary>The path without symbolic links, as /proc has it, as far as its directories are there.</summary>
    private static unsafe string RealPath(string path)
    {
        var resolved = stackalloc byte[Libc.PATH_MAX];
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (Libc.realpath(path[..end], resolved) != 0)
            {
                var directory = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(resolved));
                return directory == "/" ? path[end..] : directory + path[end..];
            }
        }

        return path;
    }
}
