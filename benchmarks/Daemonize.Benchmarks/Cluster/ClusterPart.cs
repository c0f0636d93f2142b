using System.Globalization;

namespace Daemonize.Benchmarks.Cluster;

/// <summary>
/// <c>cluster</c>: Daemonize next to schedulers and a lock library that share a PostgreSQL server, three processes each, with a tick a
/// second: what happens when the process that ticks dies, stops, hangs or loses its link, and what a tick costs.
/// </summary>
internal static class ClusterPart
{
    private static readonly string[] Parts = ["kill", "stop", "pause", "clocks", "link", "cost", "stores", "aot"];

    /// <summary>Runs the named parts, or all; a number is that of the rounds, or of tens of seconds.</summary>
    public static void Run(IReadOnlyList<string> arguments)
    {
        int[] numbers = [.. arguments.Where(IsNumber).Select(static text => int.Parse(text, CultureInfo.InvariantCulture))];
        var number = numbers.FirstOrDefault();
        string[] named = [.. arguments.Where(static text => !IsNumber(text))];
        if (named.FirstOrDefault(static name => !Parts.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"no part '{unknown}' of cluster; there are {string.Join(", ", Parts)}");
        }

        Machine.Print($"cluster {string.Join(' ', named)}".TrimEnd());
        using var server = new PostgreSqlServer();
        var rows = (named.Length > 0 ? named : Parts).SelectMany(part => Measure(part, server, number)).ToList();
        if (rows.Count > 0)
        {
            BarRow.Print(rows);
            Console.WriteLine(Contender.Notes);
            Console.WriteLine();
        }

        Machine.PrintLoad();
    }

    private static bool IsNumber(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out _);

    private static IEnumerable<BarRow> Measure(string part, PostgreSqlServer server, int number)
    {
        Console.Error.WriteLine($"cluster {part}");
        switch (part)
        {
            case "kill":
                return [.. KillTimes.Run(server, number > 0 ? number : 4)];
            case "stop":
                return [.. StopTimes.Run(server, number > 0 ? number : 5)];
            case "pause":
                return [.. Pauses.Run(server, number > 0 ? number : 3)];
            case "clocks":
                return [.. WrongClocks.Run(server, number > 0 ? number : 4)];
            case "link":
                return [.. LostLink.Run()];
            case "cost":
                return [.. TickPrice.Run(server, number > 0 ? number * 10 : 100)];
            case "aot":
                return [.. NativeSize.Run()];
            default:
                StoreSpeed.Run(server, number > 0 ? number * 10 : 10);
                return [];
        }
    }
}
