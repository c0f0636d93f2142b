using System.Globalization;
using System.Runtime.InteropServices;

namespace Daemonize.Benchmarks;

/// <summary>The processor time that a process has used so far.</summary>
/// <param name="Cpu">In seconds, of all its threads including those that have ended (the process's CPU-time clock,
/// clock_getcpuclockid(3)).</param>
/// <param name="Switches">The number of context switches of its current threads.</param>
internal readonly record struct Effort(double Cpu, long Switches)
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
            ? new(time.tv_sec + (time.tv_nsec / 1e9), CountSwitches(pid))
            : throw new InvalidOperationException($"cannot read the CPU time of process {pid}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    private static long CountSwitches(int pid) => (
        from task in Directory.GetDirectories($"/proc/{pid}/task")
        from line in File.ReadAllLines(task + "/status")
        where line.Contains("ctxt_switches:", StringComparison.Ordinal)
        select long.Parse(line.Split(':')[1], CultureInfo.InvariantCulture)).Sum();
}
