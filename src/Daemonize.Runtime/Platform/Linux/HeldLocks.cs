using System.Globalization;
using System.Text;

namespace Daemonize.Platform.Linux;

/// <summary>The locks of open file descriptions on this machine, as /proc/locks lists them (proc_locks(5)).</summary>
internal static class HeldLocks
{
    /// <summary>
    /// Whether any process holds such a lock on another file than <paramref name="own"/>. True if /proc/locks cannot be read. This reads
    /// one file, where a search through the descriptors of all processes reads thousands.
    /// </summary>
    /// <param name="own">The file whose lock does not count; null for none.</param>
    public static bool AreOthers(FileStat? own) =>
        ProcFs.TryReadAll("/proc/locks", out _) is not { } text || AreOthers(Encoding.ASCII.GetString(text), own?.DeviceAndInodeOfLocks);

    internal static bool AreOthers(string text, string? own)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Contains(" OFDLCK ", StringComparison.Ordinal) && (own is null || !line.Contains(string.Create(CultureInfo.InvariantCulture, $" {own} "), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
