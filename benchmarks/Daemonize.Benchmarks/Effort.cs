using System.Globalization;
using System.Runtime.InteropServices;

namespace Daemonize.Benchmarks;

/// <summary>The processor time that a process has used so far.</summary>
/// <param name="Cpu">In seconds, to the nanosecond, of all its threads including those that have ended (the process's CPU-time clock,
/// clock_getcpuclockid(3)).</param>
/// <param name="Switches">The number of context switches of each of its current threads, voluntary or not, by thread id.</param>
internal sealed record Effort(double Cpu, IReadOnlyDictionary<int, long> Switches)
{
    public static unsafe Effort Of(int pid)
    {
        int clock;
        var time = default(Libc.timespec);
        var error = Libc.clock_getcpuclockid(pid, &clock);
        if (error == 0 && Libc.clock_gettime(clock, &time) != 0)
        {
            error = Marshal.GetLastPInvokeError();
        }

        return error == 0
            ? new(time.tv_sec + (time.tv_nsec / 1e9), ReadSwitches(pid))
            : throw new InvalidOperationException($"cannot read the CPU time of process {pid}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>Counts the context switches since <paramref name="earlier"/>, without those of threads that have ended since.</summary>
    public long SwitchesSince(Effort earlier) =>
        Switches.Sum(thread => thread.Value - earlier.Switches.GetValueOrDefault(thread.Key));

    private static Dictionary<int, long> ReadSwitches(int pid)
    {
        Dictionary<int, long> switches = [];
        foreach (var task in Directory.GetDirectories($"/proc/{pid}/task"))
        {
            try
            {
                switches[int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture)] =
                    File.ReadAllLines(task + "/status")
                        .Where(static line => line.Contains("ctxt_switches:", StringComparison.Ordinal))
                        .Sum(static line => long.Parse(line.Split(':')[1], CultureInfo.InvariantCulture));
            }
            catch (IOException) when (!Directory.Exists(task))
            {
                // The thread has ended in the meantime.
            }
        }

        return switches;
    }
}
