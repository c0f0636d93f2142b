using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>What this machine shows of other processes.</summary>
internal static class ProcessTable
{
    /// <summary>Reads the state of a process; null if it has ended.</summary>
    public static ProcessStat? TryReadStat(int pid) => ProcFs.TryReadStat(pid);

    /// <summary>Reads the user id of a process; null if it does not exist.</summary>
    public static uint? TryReadOwner(int pid) => ProcFs.TryReadUser(pid);

    /// <summary>Gets when a process started, from the start time of <see cref="ProcessStat"/>.</summary>
    public static DateTimeOffset StartOf(long startTime) => ProcFs.StartOf(startTime);

    /// <summary>Gets the login name of a user id, for messages; the number if it has no name.</summary>
    public static string UserName(uint userId) => ProcFs.UserName(userId);

    /// <summary>Reads the words of a process's command line; empty if it has ended or belongs to another user.</summary>
    public static List<string> ReadArguments(int pid) => ReadWords(pid, "cmdline");

    /// <summary>Reads the environment that a process was started with; empty if it has ended or belongs to another user.</summary>
    public static List<string> ReadEnvironment(int pid) => ReadWords(pid, "environ");

    /// <summary>Reads the current directory of a process; null if it has ended or belongs to another user.</summary>
    public static string? TryReadDirectory(int pid) => new FileInfo(ProcFs.PathOf(pid, "cwd")).LinkTarget;

    /// <summary>Reads the path of the executable of a process; null if it has ended or belongs to another user.</summary>
    public static string? TryReadProgram(int pid) => ProcFs.TryReadLink(ProcFs.PathOf(pid, "exe"));

    private static List<string> ReadWords(int pid, string file)
    {
        List<string> words = [.. Encoding.UTF8.GetString(ProcFs.TryReadAll(ProcFs.PathOf(pid, file), out _) ?? []).Split('\0')];

        // Each word ends with a NUL, so Split gives an empty one after the last.
        words.RemoveAt(words.Count - 1);
        return words;
    }
}
