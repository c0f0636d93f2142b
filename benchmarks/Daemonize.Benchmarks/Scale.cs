using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>
/// <c>scale</c>: what many daemons with a tick a second cost beyond the same number of bare loops, and how the commands slow down as the
/// number grows. <c>many</c>: a number that no machine has, to show that nothing is lost.
/// </summary>
internal static class Scale
{
    private const int Rounds = 10;

    /// <summary>More than one of them needs: what does not fit into the memory is left out.</summary>
    private const double MiBOfJit = 45;

    private static readonly int[] Counts = [10, 50, 200];
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static void Run(int seconds)
    {
        Machine.Print(
            string.Create(
                CultureInfo.InvariantCulture,
                $"scale: instances with a tick a second, {seconds} s after {seconds} s to settle; medians of {Rounds} commands"));
        var load =
            new MarkdownTable(
                "daemons", "CPU of all, % of a core", "own work (bare loops), %", "beyond it, %", "× own work", "PSS of all, MiB",
                "private dirty of all, MiB", "private dirty of one, MiB");
        var commands =
            new MarkdownTable(
                "daemons", "start all, s", "CPU, s", "list, ms", "CPU, ms", "× list of 10", "status of one, ms", "CPU, ms", "× of 10",
                "hello, ms", "stop all, s", "CPU, s");
        foreach (var kind in (string[])["aot", "jit"])
        {
            var first = default(Commands);
            foreach (var count in Counts)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{count}, {Peers.Label(kind)}");
                if (kind == "jit" && Machine.AvailableMiB() < count * MiBOfJit)
                {
                    load.Add(name, "absent: too little memory", "", "", "", "", "", "");
                    continue;
                }

                var window = TimeSpan.FromSeconds(seconds);
                var own = MeasureLoops(kind, count, window);
                var (cpu, usage, taken) = MeasureFleet(kind, count, window);
                first = first.IsMeasured ? first : taken;
                load.Add(
                    name,
                    MarkdownTable.Figure(cpu, "0.00"),
                    MarkdownTable.Figure(own, "0.00"),
                    MarkdownTable.Figure(cpu - own, "0.00"),
                    MarkdownTable.Figure(cpu / own, "0.00"),
                    MarkdownTable.Figure(usage.Pss, "0"),
                    MarkdownTable.Figure(usage.PrivateDirty, "0"),
                    MarkdownTable.Figure(usage.PrivateDirty / count, "0.00"));
                commands.Add([name, .. taken.Cells(first)]);
            }
        }

        load.Print();
        commands.Print();
        Machine.PrintLoad();
    }

    /// <summary>Starts, lists and stops many, and throws if one is lost or something is left.</summary>
    public static void RunMany(int count)
    {
        Machine.Print(string.Create(CultureInfo.InvariantCulture, $"many: {count} instances with a tick a second, NativeAOT"));
        var table =
            new MarkdownTable(
                "daemons", "start all, s", "CPU, s", "CPU of all, % of a core", "list, ms", "status of one, ms",
                "private dirty of all, MiB", "stop all, s", "CPU, s", "lost", "left");
        var fleet = new Fleet("aot", count);
        try
        {
            var start = fleet.Start();
            var load = fleet.MeasureLoad(TimeSpan.FromSeconds(10));
            fleet.CheckTicks();
            var (list, status, usage) = (fleet.List(), fleet.StatusOfOne(), fleet.Memory());
            var stop = fleet.Stop();
            fleet.CheckEnd();
            table.Add(
                MarkdownTable.Figure(count, "0"),
                MarkdownTable.Figure(start.Wall, "0.0"),
                MarkdownTable.Figure(start.Cpu, "0.0"),
                MarkdownTable.Figure(load, "0.0"),
                MarkdownTable.Figure(list.Wall * 1000, "0"),
                MarkdownTable.Figure(status.Wall * 1000, "0.0"),
                MarkdownTable.Figure(usage.PrivateDirty, "0"),
                MarkdownTable.Figure(stop.Wall, "0.0"),
                MarkdownTable.Figure(stop.Cpu, "0.0"),
                "0",
                "nothing");
        }
        finally
        {
            fleet.End();
        }

        table.Print();
        Machine.PrintLoad();
    }

    private static double MeasureLoops(string kind, int count, TimeSpan window)
    {
        List<int> pids = [];
        try
        {
            for (var i = 0; i < count; i++)
            {
                pids.Add(Child.Start(Peers.BareLoop(kind, 1000)));
            }

            Thread.Sleep(window);
            return Load.Of(pids, window);
        }
        finally
        {
            pids.ForEach(Child.End);
        }
    }

    private static (double Cpu, Usage Usage, Commands Commands) MeasureFleet(string kind, int count, TimeSpan window)
    {
        var fleet = new Fleet(kind, count);
        try
        {
            var start = fleet.Start();
            Thread.Sleep(window);
            var cpu = fleet.MeasureLoad(window);
            var usage = fleet.Memory();
            fleet.CheckTicks();
            List<Spent> lists = [];
            List<Spent> statuses = [];
            List<Spent> hellos = [];
            for (var round = 0; round < Rounds; round++)
            {
                hellos.Add(Spent.On(Peers.Hello(kind), Timeout));
                lists.Add(fleet.List());
                statuses.Add(fleet.StatusOfOne());
            }

            var stop = fleet.Stop();
            fleet.CheckEnd();
            return (cpu, usage, new(start, Spent.Median(lists), Spent.Median(statuses), Spent.Median(hellos), stop));
        }
        finally
        {
            fleet.End();
        }
    }

    /// <summary>What the commands took for one number of daemons.</summary>
    private readonly record struct Commands(Spent Start, Spent List, Spent Status, Spent Hello, Spent Stop)
    {
        public bool IsMeasured => List.Wall > 0;

        public string[] Cells(Commands first) =>
        [
            MarkdownTable.Figure(Start.Wall, "0.00"),
            MarkdownTable.Figure(Start.Cpu, "0.00"),
            MarkdownTable.Figure(List.Wall * 1000, "0.0"),
            MarkdownTable.Figure(List.Cpu * 1000, "0.0"),
            MarkdownTable.Figure(List.Wall / first.List.Wall, "0.00"),
            MarkdownTable.Figure(Status.Wall * 1000, "0.0"),
            MarkdownTable.Figure(Status.Cpu * 1000, "0.0"),
            MarkdownTable.Figure(Status.Wall / first.Status.Wall, "0.00"),
            MarkdownTable.Figure(Hello.Wall * 1000, "0.0"),
            MarkdownTable.Figure(Stop.Wall, "0.00"),
            MarkdownTable.Figure(Stop.Cpu, "0.00"),
        ];
    }
}
