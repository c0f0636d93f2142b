using System.Buffers.Text;
using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>Lists directories whose entries differ by a number: processes and descriptors in /proc, the lock files of instances.</summary>
internal static unsafe class NumberedEntries
{
    /// <summary>
    /// Calls <paramref name="visit"/> with each number. The list is read first: it does not change when the visit closes or ends an entry.
    /// </summary>
    public static void ForEach(string path, Action<int> visit)
    {
        var numbers = TryList(path, [], [], out var error) ?? throw error.Exception($"read {path}");
        numbers.ForEach(visit);
    }

    /// <summary>
    /// Gets the numbers between <paramref name="before"/> and <paramref name="after"/> in the names of the entries, in no order; null with
    /// the error if the directory cannot be listed.
    /// </summary>
    public static List<int>? TryList(string path, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, out SystemError error)
    {
        var directory = Libc.opendir(path);
        if (directory == 0)
        {
            error = SystemError.Last;
            return null;
        }

        List<int> numbers = [];
        for (var entry = Libc.readdir(directory); entry is not null; entry = Libc.readdir(directory))
        {
            var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(&entry->d_name);
            if (name.Length > before.Length + after.Length && name[..before.Length].SequenceEqual(before)
                && name[^after.Length..].SequenceEqual(after) && TryParse(name[before.Length..^after.Length], out var number))
            {
                numbers.Add(number);
            }
        }

        _ = Libc.closedir(directory);
        error = default;
        return numbers;
    }

    /// <summary>Parses a number as we write it: without a sign or a leading zero.</summary>
    private static bool TryParse(ReadOnlySpan<byte> name, out int number)
    {
        number = 0;
        return (name[0] is >= (byte)'1' and <= (byte)'9' || name.Length == 1) && Utf8Parser.TryParse(name, out number, out var used)
            && used == name.Length;
    }
}
