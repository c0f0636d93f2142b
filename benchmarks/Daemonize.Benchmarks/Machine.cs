using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>What the figures were taken on, and how busy it was: a figure without these says little.</summary>
internal static class Machine
{
    public static void Print(string title)
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        Console.WriteLine($"## {title}");
        Console.WriteLine();
        Console.WriteLine(
            $"{Environment.ProcessorCount} × {model ?? "CPU"}, Linux {Environment.OSVersion.Version.ToString(2)}, .NET {Environment.Version}; load before {Load()}");
    }

    public static void PrintLoad() => Console.WriteLine($"Load after: {Load()}");

    /// <summary>The mean number of running processes of the last minute.</summary>
    private static string Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture).ToString("0.00", CultureInfo.InvariantCulture);
}
