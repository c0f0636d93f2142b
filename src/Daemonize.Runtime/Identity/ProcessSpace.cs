using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>Where a process id means something: one pid namespace of one boot of one machine. A lock file may be seen from several, as a shared directory has it.</summary>
internal static class ProcessSpace
{
    /// <summary>What stands for one that /proc does not tell.</summary>
    private const string Unknown = "-";

    /// <summary>That of this process, as one word.</summary>
    public static string Own
    {
        get
        {
            var boot = ProcFs.TryReadAll("/proc/sys/kernel/random/boot_id", out _) is { Length: > 0 } text ? Encoding.ASCII.GetString(text).Trim() : Unknown;
            return $"{boot}/{ProcFs.TryReadLink("/proc/self/ns/pid") ?? Unknown}";
        }
    }
}
