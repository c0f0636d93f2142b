using System.Diagnostics;
using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>
/// <c>idle</c>: what a tick costs that does nothing but read the clock, and one that logs a line, each second and ten times a second. All
/// contenders of an interval run at the same time and are measured in the same window, or, with <c>alone</c>, one after the other.
/// </summary>
internal static class IdleCost
{
    private static readonly int[] Intervals = [1000, 100];

    public static void Run(int seconds, bool alone)
    {
        Machine.Print(
            string.Create(
                CultureInfo.InvariantCulture,
                $"idle: windows of {seconds} s after {seconds} s to settle, {(alone ? "one contender after the other" : "all at once")}"));
        foreach (var interval in Intervals)
        {
            Console.WriteLine();
            Console.WriteLine($"### A tick each {interval} ms");
            var costs = alone ? MeasureAlone(interval, seconds) : MeasureTogether(interval, seconds);
            Print(costs, logs: false);
            Print(costs, logs: true);
        }

        Machine.PrintLoad();
    }

    private static List<TickCost> MeasureTogether(int interval, int seconds)
    {
        using var pm2 = Pm2.IsPresent ? new Pm2() : null;
        List<Running> running = [];
        try
        {
            foreach (var resident in Everyone().Where(static resident => resident.IsPresent))
            {
                running.Add(Running.Start(resident, interval));
            }

            if (pm2 is not null)
            {
                running.AddRange(KeptByPm2(pm2, interval));
            }

            return Watch(running, seconds);
        }
        finally
        {
            running.ForEach(static contender => contender.End());
        }
    }

    private static List<TickCost> MeasureAlone(int interval, int seconds)
    {
        List<TickCost> costs = [];
        foreach (var resident in Everyone().Where(static resident => resident.IsPresent))
        {
            var running = Running.Start(resident, interval);
            try
            {
                costs.AddRange(Watch([running], seconds));
            }
            finally
            {
                running.End();
            }
        }

        if (Pm2.IsPresent)
        {
            using var pm2 = new Pm2();
            costs.AddRange(Watch([.. KeptByPm2(pm2, interval)], seconds));
        }

        return costs;
    }

    private static IEnumerable<Resident> Everyone() => [.. Resident.All(logs: false), .. Resident.All(logs: true)];

    /// <summary>The god ends its programs itself.</summary>
    private static IEnumerable<Running> KeptByPm2(Pm2 pm2, int interval)
    {
        var program = pm2.Start(interval);
        yield return new("PM2, a Node.js program", "c", Logs: false, interval, program, LogFile: null, IsKept: true);
        yield return new("PM2, its god", "c", Logs: false, interval, pm2.God, LogFile: null, IsKept: true);
    }

    /// <summary>
    /// Lets the contenders settle, which excludes the start and the JIT's optimizations, and measures them all for a while.
    /// </summary>
    private static List<TickCost> Watch(List<Running> running, int seconds)
    {
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        var before = running.ConvertAll(static contender => (At: Stopwatch.GetTimestamp(), Effort: Effort.Of(contender.Pid)));
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        List<TickCost> costs = [];
        for (var i = 0; i < running.Count; i++)
        {
            var after = Effort.Of(running[i].Pid);
            var taken = Stopwatch.GetElapsedTime(before[i].At);
            costs.Add(TickCost.Of(running[i], before[i].Effort, after, taken));
        }

        running.ForEach(contender => contender.CheckLog(seconds));
        return costs;
    }

    private static void Print(List<TickCost> costs, bool logs)
    {
        var table =
            new MarkdownTable(
                logs ? "with a logged line a tick" : "nothing but the clock", "CPU, ms a minute", "× bare loop of its kind", "× C",
                "× without a line", "context switches a tick", "threads", "RSS, MiB", "private dirty, MiB");
        var shown = costs.Where(cost => cost.Contender.Logs == logs).ToList();
        foreach (var cost in shown)
        {
            // The loops come first, so each is found as the first of its kind.
            var loop = shown.First(other => other.Contender.Kind == cost.Contender.Kind);
            var c = shown.First(static other => other.Contender.Kind == "c");
            var quiet = costs.First(other => !other.Contender.Logs && other.Contender.Name == cost.Contender.Name);
            table.Add(
                cost.Contender.Name,
                MarkdownTable.Figure(cost.CpuMsAMinute, "0.0"),
                MarkdownTable.Figure(cost.CpuMsAMinute / loop.CpuMsAMinute, "0.00"),
                MarkdownTable.Figure(cost.CpuMsAMinute / c.CpuMsAMinute, "0.0"),
                MarkdownTable.Figure(logs ? cost.CpuMsAMinute / quiet.CpuMsAMinute : null, "0.00"),
                MarkdownTable.Figure(cost.SwitchesATick, "0.0"),
                MarkdownTable.Figure(cost.Threads, "0"),
                MarkdownTable.Figure(cost.Usage.Rss, "0.0"),
                MarkdownTable.Figure(cost.Usage.PrivateDirty, "0.00"));
        }

        foreach (var absent in Resident.All(logs).Where(static resident => !resident.IsPresent))
        {
            table.Add(absent.Name, "absent: run benchmarks/install-peers", "", "", "", "", "", "", "");
        }

        if (!logs && !Pm2.IsPresent)
        {
            table.Add("PM2", "absent: run benchmarks/install-peers", "", "", "", "", "", "", "");
        }

        table.Print();
    }
}
