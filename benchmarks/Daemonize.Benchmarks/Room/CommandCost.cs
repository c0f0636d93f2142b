using System.Diagnostics;
using System.Globalization;

namespace Daemonize.Benchmarks.Room;

/// <summary>What a command costs.</summary>
/// <param name="Wall">The time from just before its start to its end, in seconds.</param>
/// <param name="Cpu">The processor time of it and the processes that it has waited for, in seconds.</param>
internal readonly record struct CommandCost(double Wall, double Cpu)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Runs a command, which must succeed, to its end.</summary>
    public static unsafe CommandCost Of(IReadOnlyList<string> command)
    {
        var start = Stopwatch.GetTimestamp();
        var pid = Child.Start(command);
        var isEnded = Child.WaitForEnd(pid, Timeout);
        var wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (!isEnded)
        {
            _ = Libc.kill(pid, Libc.SIGKILL);
        }

        int status;
        Libc.rusage usage;
        _ = Libc.wait4(pid, &status, 0, &usage);
        return isEnded && status == 0
            ? new(wall, Seconds(usage.ru_utime) + Seconds(usage.ru_stime))
            : throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with wait status {status}");
    }

    public static CommandCost Median(IReadOnlyCollection<CommandCost> all) => new(
        Statistics.Median(all.Select(static cost => cost.Wall)),
        Statistics.Median(all.Select(static cost => cost.Cpu)));

    /// <summary>
    /// Runs a command to its end, and gets the most resident memory that its process had, in MiB. It is read again and again while the
    /// process runs: the kernel's own maximum (getrusage(2)) also covers the process that has started it.
    /// </summary>
    public static double MemoryOf(IReadOnlyList<string> command)
    {
        var pid = Child.Start(command);
        var most = 0.0;
        while (!Child.WaitForEnd(pid, TimeSpan.FromMilliseconds(1)))
        {
            most = Math.Max(most, ReadPeak(pid));
        }

        _ = Child.Reap(pid);
        return most;
    }

    /// <summary>Reads the largest resident memory so far; 0 for a process that has just ended.</summary>
    private static double ReadPeak(int pid) => File.ReadLines($"/proc/{pid}/status")
        .Where(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(static line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture))
        .Select(static kibibytes => kibibytes / 1024)
        .FirstOrDefault();

    private static double Seconds(Libc.timeval time) => time.tv_sec + (time.tv_usec / 1e6);
}
