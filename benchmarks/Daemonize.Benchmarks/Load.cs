using System.Diagnostics;

namespace Daemonize.Benchmarks;

/// <summary>The processor time that several processes use.</summary>
internal static class Load
{
    /// <summary>Measures the processes for a while, and returns their processor time in percent of one core.</summary>
    public static double Of(IReadOnlyList<int> pids, TimeSpan window)
    {
        var beginning = Stopwatch.GetTimestamp();
        var before = pids.Sum(Cpu);
        Thread.Sleep(window);
        var after = pids.Sum(Cpu);
        return (after - before) / Stopwatch.GetElapsedTime(beginning).TotalSeconds * 100;
    }

    private static double Cpu(int pid) => Effort.Of(pid).Cpu;
}
