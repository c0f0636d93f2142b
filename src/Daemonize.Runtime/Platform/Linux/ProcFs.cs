using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Daemonize.Platform.Linux;

/// <summary>What /proc says of processes (proc(5)).</summary>
internal static class ProcFs
{
    /// <summary>Reads a file of unknown size whole; null with the error when it cannot be.</summary>
    public static byte[]? TryReadAll(string path, out int errno)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
        if (number < 0)
        {
            errno = Errno.Last;
            return null;
        }

        using var file = new Descriptor(number);
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            var count = Descriptor.Read(file.Number, buffer.AsSpan(length), out errno);
            if (count <= 0)
            {
                return count < 0 ? null : buffer.AsSpan(0, length).ToArray();
            }

            length += count;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, length * 2);
            }
        }
    }

    /// <summary>The process's line in /proc, or null when there is none. A zombie counts as none: it runs no more, it only waits to be reaped.</summary>
    public static ProcessStat? TryReadStat(int pid)
    {
        var text = TryReadAll(PathOf(pid, "stat"), out _);
        return text is null ? null : ProcessStat.Parse(text);
    }

    /// <summary>When a process started, in clock ticks since boot; also of a zombie. Null when there is no such process.</summary>
    public static long? TryReadStartTime(int pid)
    {
        var text = TryReadAll(PathOf(pid, "stat"), out _);
        return text is null ? null : ProcessStat.ParseAny(text)?.StartTime;
    }

    /// <summary>The effective user id of a process, or null when there is none. Its directory is that user's also where the process is not dumpable.</summary>
    public static uint? TryReadUser(int pid) => FileStat.TryRead(PathOf(pid, ""), out var facts, out _) ? facts.Owner : null;

    /// <summary>What a symbolic link of /proc names, such as the file of a descriptor; null where there is none or it may not be read.</summary>
    public static unsafe string? TryReadLink(string path)
    {
        const int maxPath = 4096;
        var target = stackalloc byte[maxPath];
        var length = Libc.readlink(path, target, maxPath);
        return length is > 0 and < maxPath ? Encoding.UTF8.GetString(target, (int)length) : null;
    }

    public static string PathOf(int pid, string file) => $"/proc/{pid}/{file}";

    /// <summary>Calls <paramref name="visit"/> with the id of every process there is.</summary>
    public static void ForEachProcess(Action<int> visit) => NumberedEntries.ForEach("/proc", visit);

    /// <summary>Calls <paramref name="visit"/> with every descriptor that this process has open.</summary>
    public static void ForEachDescriptor(Action<int> visit) => NumberedEntries.ForEach("/proc/self/fd", visit);

    /// <summary>
    /// When a process started, from field 22 of its stat line. Where /proc/stat cannot be read, as with the mount option subset=pid, the kernel's clocks say when
    /// the machine did; read one after the other, they differ a little from look to look.
    /// </summary>
    public static DateTimeOffset StartOf(long startTime) =>
        (TryReadBootTime() ?? DateTimeOffset.UtcNow - SinceBoot()).AddSeconds((double)startTime / ProcessStat.TicksPerSecond);

    /// <summary>When the machine was started, to a second; null where /proc/stat does not say.</summary>
    public static DateTimeOffset? TryReadBootTime()
    {
        var text = TryReadAll("/proc/stat", out _) ?? [];
        var at = text.AsSpan().IndexOf("\nbtime "u8);
        return at >= 0 && Utf8Parser.TryParse(text.AsSpan(at + 7), out long seconds, out _) && seconds > 0 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    private static unsafe TimeSpan SinceBoot()
    {
        Libc.timespec now;
        return Libc.clock_gettime(Libc.CLOCK_BOOTTIME, &now) == 0
            ? TimeSpan.FromSeconds(now.tv_sec) + TimeSpan.FromMicroseconds(now.tv_nsec / 1000)
            : throw Errno.Exception("read the time since boot", Errno.Last);
    }

    /// <summary>The login name of a user id, for messages; the number where /etc/passwd does not have it.</summary>
    public static string UserName(uint userId)
    {
        foreach (var line in Encoding.UTF8.GetString(TryReadAll("/etc/passwd", out _) ?? []).Split('\n'))
        {
            var fields = line.Split(':');
            if (fields.Length > 2 && uint.TryParse(fields[2], CultureInfo.InvariantCulture, out var id) && id == userId)
            {
                return fields[0];
            }
        }

        return $"{userId}";
    }
}
