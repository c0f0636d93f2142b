using System.Buffers.Text;
using System.Text;
using Daemonize.Platform;

namespace Daemonize.Identity;

/// <summary>
/// The number of instances of a daemon that should run now, in a file next to the pid file that every verb and every running instance
/// reads. It is only a number, so a forged file can at worst divide the work wrongly.
/// </summary>
internal static class InstanceCount
{
    /// <summary>The largest number of instances, more than one machine runs.</summary>
    public static readonly int Most = SettingOption.Instances.Range!.Most;

    /// <summary>The size of the read buffer in bytes, more than the largest number takes.</summary>
    private const int MaxLength = 16;

    /// <summary>Reads the number; null if the file is missing or contains anything else.</summary>
    public static int? TryRead(string path)
    {
        using var file = SmallFile.TryOpen(path, out _);
        Span<byte> text = stackalloc byte[MaxLength];
        return file?.Read(text, out _) is > 0 and var length
            && Utf8Parser.TryParse(text[..length], out int count, out var used) && used == length - 1 && text[used] == '\n'
            && SettingOption.Instances.Range!.Contains(count)
            ? count
            : null;
    }

    /// <summary>
    /// Replaces the file, so nobody reads half a number. Only one process may write at a time (<see cref="Operations.ScalingLock"/>).
    /// </summary>
    public static void Write(string path, int count)
    {
        var passing = path + ".new";
        try
        {
            using (var file = SmallFile.OpenOwned(passing))
            {
                file.Rewrite(Encoding.ASCII.GetBytes($"{count}\n"), passing);
            }

            if (!SmallFile.TryRename(passing, path, out var error))
            {
                throw error.Exception($"write {path}");
            }
        }
        catch
        {
            _ = SmallFile.TryRemove(passing);
            throw;
        }
    }

    /// <summary>Removes the file if it exists. A failure is ignored, because nothing depends on the file any more.</summary>
    public static void Remove(string path) => _ = SmallFile.TryRemove(path);
}
