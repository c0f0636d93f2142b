using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>This process: its user, and what /proc shows of it, read once, because after chroot(2) there may be no /proc.</summary>
internal static class ThisProcess
{
    /// <summary>Gets the effective user id.</summary>
    public static uint UserId => Libc.geteuid();

    /// <summary>Gets the effective group id.</summary>
    public static uint GroupId => Libc.getegid();

    public static bool IsRoot => UserId == 0;

    public static ProcessStat? Stat { get; } = ProcFs.TryReadStat(Environment.ProcessId);

    /// <summary>Gets the words between the executable and the arguments of Main: <c>app.dll</c> of <c>dotnet app.dll</c>.</summary>
    public static string[] HostArguments
    {
        get
        {
            const string file = "/proc/self/cmdline";
            var line = ProcFs.TryReadAll(file, out var errno) ?? throw Errno.Exception($"read {file}", errno, "/proc must be mounted");
            string[] words = Encoding.UTF8.GetString(line).Split('\0');

            // The last word has a terminating NUL too; the program has as many words as its Main received.
            var count = words.Length - 1 - (Environment.GetCommandLineArgs().Length - 1);
            return words[1..count];
        }
    }

    /// <summary>
    /// When the process started, in clock ticks since boot; with the process id it distinguishes this run from all others.
    /// </summary>
    public static long StartTime =>
        Stat?.StartTime ?? throw new DaemonException("cannot read /proc/self/stat; a daemon needs /proc to be mounted");
}
