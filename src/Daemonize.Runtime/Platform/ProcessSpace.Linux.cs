using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// The scope of a process id: one pid namespace of one boot of one machine. Several scopes may see a lock file, for example in a shared
/// directory.
/// </summary>
internal static class ProcessSpace
{
    /// <summary>The placeholder for a part that /proc does not show.</summary>
    private const string Unknown = "-";

    /// <summary>Gets the scope of this process, as one word.</summary>
    public static string Own
    {
        get
        {
            var boot =
                ProcFs.TryReadAll("/proc/sys/kernel/random/boot_id", out _) is { Length: > 0 } text
                    ? Encoding.ASCII.GetString(text).Trim()
                    : Unknown;
            return $"{boot}/{ProcFs.TryReadLink("/proc/self/ns/pid") ?? Unknown}";
        }
    }
}
