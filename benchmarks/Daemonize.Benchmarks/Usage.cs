using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>
/// The memory of a process in MiB: all resident pages (RSS), the same with shared pages divided among their users (PSS), and the pages that
/// only this process has, because it wrote to them (private dirty).
/// </summary>
internal readonly record struct Usage(double Rss, double Pss, double PrivateDirty)
{
    public static Usage Of(int pid)
    {
        var lines = File.ReadAllLines($"/proc/{pid}/smaps_rollup");
        return new(Read(lines, "Rss:"), Read(lines, "Pss:"), Read(lines, "Private_Dirty:"));
    }

    public static Usage Median(IEnumerable<Usage> usages)
    {
        var all = usages.ToList();
        return new(
            Statistics.Median(all.Select(static usage => usage.Rss)),
            Statistics.Median(all.Select(static usage => usage.Pss)),
            Statistics.Median(all.Select(static usage => usage.PrivateDirty)));
    }

    public static int CountThreads(int pid) => Directory.GetDirectories($"/proc/{pid}/task").Length;

    /// <summary>Counts the directories and files that the process watches for changes (inotify(7)).</summary>
    public static int CountWatches(int pid)
    {
        var watches = 0;
        foreach (var file in Directory.GetFiles($"/proc/{pid}/fdinfo"))
        {
            try
            {
                watches += File.ReadLines(file).Count(static line => line.StartsWith("inotify wd:", StringComparison.Ordinal));
            }
            catch (FileNotFoundException)
            {
                // Closed in the meantime.
            }
        }

        return watches;
    }

    private static double Read(string[] lines, string name)
    {
        var line = lines.First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
