using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <summary>Directories of /proc whose entries are numbers: processes, descriptors.</summary>
internal static unsafe class NumberedEntries
{
    /// <summary>Calls <paramref name="visit"/> with each number. The list is read first: what the visit closes or ends does not disturb it.</summary>
    public static void ForEach(string path, Action<int> visit)
    {
        List<int> numbers = [];
        var directory = Libc.opendir(path);
        if (directory == 0)
        {
            throw Errno.Exception($"read {path}", Errno.Last);
        }

        for (var entry = Libc.readdir(directory); entry is not null; entry = Libc.readdir(directory))
        {
            var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(&entry->d_name);
            if (Utf8Parser.TryParse(name, out int number, out var used) && used == name.Length)
            {
                numbers.Add(number);
            }
        }

        _ = Libc.closedir(directory);
        numbers.ForEach(visit);
    }
}
