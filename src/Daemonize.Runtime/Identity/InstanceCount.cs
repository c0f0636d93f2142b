using System.Buffers.Text;
using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>
/// How many instances of a daemon should run now, as a file next to the pid file: every verb and every running instance knows it from there. It is a number
/// and no more, so that whoever puts another in its place can at worst have work shared out wrongly.
/// </summary>
internal static class InstanceCount
{
    /// <summary>More than one machine runs.</summary>
    public static readonly int Most = SettingOption.Instances.Range!.Most;

    /// <summary>More than such a number takes.</summary>
    private const int MaxLength = 16;

    /// <summary>The number in the file, or null where there is no file or something else is in it.</summary>
    public static int? TryRead(string path)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0);
        if (number < 0)
        {
            return null;
        }

        using var file = new Descriptor(number);
        Span<byte> text = stackalloc byte[MaxLength];
        var length = Descriptor.Read(number, text, out _);
        return length > 0 && Utf8Parser.TryParse(text[..length], out int count, out var used) && used == length - 1 && text[used] == '\n' && SettingOption.Instances.Range!.Contains(count)
            ? count
            : null;
    }

    /// <summary>Puts a new file in the place of the old one, so that nobody ever reads half a number. Only one at a time may (<see cref="Commands.ScalingLock"/>).</summary>
    public static void Write(string path, int count)
    {
        var passing = path + ".new";
        try
        {
            using (var file = OwnedFile.OpenOrCreate(passing, Libc.O_WRONLY))
            {
                if (Libc.ftruncate(file.Number, 0) != 0)
                {
                    throw Errno.Exception($"write {passing}", Errno.Last);
                }

                file.Write(Encoding.ASCII.GetBytes($"{count}\n"), $"write {passing}");
            }

            if (Libc.rename(passing, path) != 0)
            {
                throw Errno.Exception($"write {path}", Errno.Last);
            }
        }
        catch
        {
            _ = Libc.unlink(passing);
            throw;
        }
    }

    /// <summary>Removes the file, if it is there and may be removed: nothing depends on it any more.</summary>
    public static void Remove(string path) => _ = Libc.unlink(path);
}
