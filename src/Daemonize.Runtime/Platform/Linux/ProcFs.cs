using System.Buffers.Text;
using System.Text;

namespace Daemonize.Platform.Linux;

/// <summary>Reads what /proc shows of processes (proc(5)).</summary>
internal static class ProcFs
{
    private static BootTime? _bootTime;

    /// <summary>Reads a whole file of unknown size; null with the error if it cannot be read.</summary>
    public static byte[]? TryReadAll(string path, out int errno)
    {
        const int usual = 4096;
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
        if (number < 0)
        {
            errno = Errno.Last;
            return null;
        }

        using var file = new Descriptor(number);

        // Not an array: a list of many daemons would spend more on this memory than on reading into it.
        Span<byte> buffer = stackalloc byte[usual];
        var length = 0;
        while (true)
        {
            var count = Descriptor.Read(file.Number, buffer[length..], out errno);
            if (count <= 0)
            {
                return count < 0 ? null : buffer[..length].ToArray();
            }

            length += count;
            if (length == buffer.Length)
            {
                var larger = new byte[length * 2];
                buffer.CopyTo(larger);
                buffer = larger;
            }
        }
    }

    /// <summary>
    /// Reads the process's line in /proc; null if there is no such process. A zombie counts as none: it runs no more and only waits to be
    /// reaped.
    /// </summary>
    public static ProcessStat? TryReadStat(int pid)
    {
        var stat = TryParseStat(PathOf(pid, "stat"));

        // An emulator of processors (qemu-user) answers for /proc/self/stat itself, with a start time that no other process sees and with
        // zeros. It does not do so for the main thread, whose line differs only in the processor time.
        return stat is { } own && pid == Environment.ProcessId && TryParseStat(PathOf(pid, $"task/{pid}/stat")) is { } thread
            ? thread with { CpuTime = own.CpuTime }
            : stat;
    }

    /// <summary>
    /// Reads when a process started, in clock ticks since boot, even if it is a zombie; null if there is no such process.
    /// </summary>
    public static long? TryReadStartTime(int pid)
    {
        Span<byte> line = stackalloc byte[ProcessStat.MaxLength];
        return ProcessStat.ParseAny(line[..TryReadLine(PathOf(pid, "stat"), line)])?.StartTime;
    }

    /// <summary>
    /// Reads the effective user id of a process; null if there is no such process. That user owns the directory of the process even if it
    /// is not dumpable.
    /// </summary>
    public static uint? TryReadUser(int pid) => FileStat.TryRead(PathOf(pid, ""), out var facts, out _) ? facts.Owner : null;

    /// <summary>
    /// Whether a process has a program. A thread of the kernel has none, and no open file, and many machines have more of these than of
    /// processes.
    /// </summary>
    public static unsafe bool HasProgram(int pid)
    {
        byte first;
        return Libc.readlink(PathOf(pid, "exe"), &first, 1) >= 0 || Errno.Last != Libc.ENOENT;
    }

    /// <summary>
    /// Reads the target of a symbolic link in /proc, such as the file of a descriptor; null if there is none or it cannot be read.
    /// </summary>
    public static unsafe string? TryReadLink(string path)
    {
        const int maxPath = 4096;
        var target = stackalloc byte[maxPath];
        var length = Libc.readlink(path, target, maxPath);
        return length is > 0 and < maxPath ? Encoding.UTF8.GetString(target, (int)length) : null;
    }

    public static string PathOf(int pid, string file) => $"/proc/{pid}/{file}";

    /// <summary>Calls <paramref name="visit"/> with the id of every process.</summary>
    public static void ForEachProcess(Action<int> visit) => NumberedEntries.ForEach("/proc", visit);

    /// <summary>Calls <paramref name="visit"/> with every open descriptor of this process.</summary>
    public static void ForEachDescriptor(Action<int> visit) => NumberedEntries.ForEach("/proc/self/fd", visit);

    private static ProcessStat? TryParseStat(string path)
    {
        Span<byte> line = stackalloc byte[ProcessStat.MaxLength];
        return ProcessStat.Parse(line[..TryReadLine(path, line)]);
    }

    /// <summary>
    /// Reads a file that the kernel makes of one line, and returns its length; 0 if it cannot be read. It gives the whole line to a reader
    /// with enough place, so the end is not read: a list looks at hundreds of processes.
    /// </summary>
    private static int TryReadLine(string path, Span<byte> line)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
        if (number < 0)
        {
            return 0;
        }

        using var file = new Descriptor(number);
        return Math.Max(0, Descriptor.Read(file.Number, line, out _));
    }

    /// <summary>
    /// Gets when a process started, from field 22 of its stat line. If /proc/stat cannot be read, as with the mount option subset=pid, the
    /// boot time is computed from the kernel's clocks, which are read one after the other: the result then varies a little.
    /// </summary>
    public static DateTimeOffset StartOf(long startTime) =>
        (RecentBootTime() ?? DateTimeOffset.UtcNow - SinceBoot()).AddSeconds((double)startTime / ProcessStat.TicksPerSecond);

    /// <summary>
    /// Reads when the machine was started, or gives what was read less than a second ago: the time changes when the clock is set, and to
    /// read it for each daemon of a list is expensive, because the kernel counts all interrupts for the same file.
    /// </summary>
    private static DateTimeOffset? RecentBootTime()
    {
        var recent = _bootTime;
        if (recent is null || Environment.TickCount64 - recent.ReadAt >= 1000)
        {
            _bootTime = recent = new(TryReadBootTime(), Environment.TickCount64);
        }

        return recent.Value;
    }

    /// <summary>Reads when the machine was started, to a second; null if /proc/stat does not contain it.</summary>
    public static DateTimeOffset? TryReadBootTime()
    {
        var text = TryReadAll("/proc/stat", out _) ?? [];
        var at = text.AsSpan().IndexOf("\nbtime "u8);
        return at >= 0 && Utf8Parser.TryParse(text.AsSpan(at + 7), out long seconds, out _) && seconds > 0
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    private static unsafe TimeSpan SinceBoot()
    {
        Libc.timespec now;
        return Libc.clock_gettime(Libc.CLOCK_BOOTTIME, &now) == 0
            ? TimeSpan.FromSeconds(now.tv_sec) + TimeSpan.FromMicroseconds(now.tv_nsec / 1000)
            : throw Errno.Exception("read the time since boot", Errno.Last);
    }

    /// <summary>Gets the login name of a user id, for messages; the number if /etc/passwd does not contain it.</summary>
    public static string UserName(uint userId)
    {
        foreach (var line in Encoding.UTF8.GetString(TryReadAll("/etc/passwd", out _) ?? []).Split('\n'))
        {
            var fields = line.Split(':');
            if (fields.Length > 2 && uint.TryParse(fields[2], InvariantNumbers.Format, out var id) && id == userId)
            {
                return fields[0];
            }
        }

        return $"{userId}";
    }

    /// <param name="Value">When the machine was started.</param>
    /// <param name="ReadAt">When that was read, in milliseconds of <see cref="Environment.TickCount64"/>.</param>
    private sealed record BootTime(DateTimeOffset? Value, long ReadAt);
}
