using System.Diagnostics;
using Daemonize.Benchmarks;

namespace GeneratorCost;

/// <summary>Measures times in milliseconds.</summary>
internal static class Measure
{
    public static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>
    /// Runs all measurements alternately, round by round, so that a busy moment affects each; the first two rounds warm up the JIT and do
    /// not count.
    /// </summary>
    public static double[] Interleave(int rounds, params Func<double>[] measurements)
    {
        var samples = Array.ConvertAll(measurements, static _ => new List<double>());
        for (var round = -2; round < rounds; round++)
        {
            for (var i = 0; i < measurements.Length; i++)
            {
                GC.Collect();
                var sample = measurements[i]();
                if (round >= 0)
                {
                    samples[i].Add(sample);
                }
            }
        }

        return Array.ConvertAll(samples, Statistics.Median);
    }

    public static string Milliseconds(double value) => MarkdownTable.Figure(value, "0.00");

    public static string Percent(double part, double whole) => MarkdownTable.Figure(100 * part / whole, "0.0") + " %";
}
