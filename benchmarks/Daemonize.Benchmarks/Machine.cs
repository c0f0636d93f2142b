using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>The machine that the figures were taken on and its load: figures mean little without them.</summary>
internal static class Machine
{
    public static void Print(string title)
    {
        var model =
            File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        Console.WriteLine($"## {title}");
        Console.WriteLine();
        Console.WriteLine(
            $"{Environment.ProcessorCount} × {model ?? "CPU"}, Linux {Environment.OSVersion.Version.ToString(2)}, .NET " +
            $"{Environment.Version}; load before {Load()}");
    }

    public static void PrintLoad() => Console.WriteLine($"Load after: {Load()}");

    /// <summary>Reads how much memory programs can have without swapping, in MiB.</summary>
    public static double AvailableMiB() =>
        double.Parse(
            File.ReadLines("/proc/meminfo").First(static line => line.StartsWith("MemAvailable:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) / 1024;

    /// <summary>The load average of the last minute: the mean number of running processes.</summary>
    private static string Load() =>
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
            .ToString("0.00", CultureInfo.InvariantCulture);
}
