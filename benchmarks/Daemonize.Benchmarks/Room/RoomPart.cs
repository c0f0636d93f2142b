using System.Diagnostics;
using System.Globalization;

namespace Daemonize.Benchmarks.Room;

/// <summary>
/// <c>room</c>: what it costs to look at daemons: a list, a live screen, a page. Next to supervisord and PM2, which keep as many programs.
/// </summary>
internal static class RoomPart
{
    private const int Few = 50;
    private const int Many = 200;
    private const int MemoryRounds = 5;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    /// <summary>The server ends what it needs only for connections, 20 s after the last one.</summary>
    private static readonly TimeSpan UntilIdle = TimeSpan.FromSeconds(22);

    private static readonly TimeSpan Growing = TimeSpan.FromSeconds(40);

    public static void Run(int rounds)
    {
        _ = Directory.CreateDirectory(RoomTool.State);
        Machine.Print(
            string.Create(
                CultureInfo.InvariantCulture,
                $"room: {Few} and {Many} daemons with a tick a second; medians of {rounds} commands and {rounds} requests"));
        WithFleet(Few, () =>
        {
            using var supervisor = Supervisor.TryStart(Few);
            using var pm2 = StartPm2(Few);
            MeasureLists(rounds, supervisor, pm2);
            MeasurePages(rounds, supervisor, pm2);
        });
        Machine.PrintLoad();
        WithFleet(Many, () =>
        {
            MeasureScreens();
            MeasurePage();
        });
        Machine.PrintLoad();
    }

    private static void WithFleet(int count, Action measure)
    {
        var fleet = new Fleet("aot", count);
        try
        {
            _ = fleet.Start();
            measure();
            _ = fleet.Stop();
        }
        finally
        {
            fleet.End();
        }
    }

    private static Pm2? StartPm2(int count)
    {
        if (!Pm2.IsPresent)
        {
            return null;
        }

        var pm2 = new Pm2();
        pm2.StartMany(count);
        return pm2;
    }

    private static void MeasureLists(int rounds, Supervisor? supervisor, Pm2? pm2)
    {
        List<(string Name, string[] Command)> contenders = [("daemonize list", RoomTool.Command("list"))];
        if (supervisor is not null)
        {
            contenders.Add(("supervisorctl status", [Supervisor.Control, "-c", Supervisor.ConfigurationFile, "status"]));
        }

        if (pm2 is not null)
        {
            contenders.Add(("pm2 ls", pm2.Command("ls")));
        }

        var costs = contenders.ConvertAll(static _ => new List<CommandCost>());
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                costs[i].Add(CommandCost.Of(contenders[i].Command));
            }
        }

        var table = new MarkdownTable($"list of {Few}", "ms", "p90", "processor time, ms", "memory, MiB", "× daemonize list");
        var memories = contenders.ConvertAll(static contender => Statistics.Median(
            Enumerable.Range(0, MemoryRounds).Select(_ => CommandCost.MemoryOf(contender.Command))));
        var ours = CommandCost.Median(costs[0]);
        foreach (var (contender, all, memory) in contenders.Zip(costs, memories))
        {
            var median = CommandCost.Median(all);
            table.Add(
                contender.Name,
                MarkdownTable.Figure(median.Wall * 1000, "0.0"),
                MarkdownTable.Figure(Statistics.Percentile(all.Select(static cost => cost.Wall * 1000), 90), "0.0"),
                MarkdownTable.Figure(median.Cpu * 1000, "0.0"),
                MarkdownTable.Figure(memory, "0.0"),
                MarkdownTable.Figure(median.Wall / ours.Wall, "0.0"));
        }

        table.Print();
    }

    /// <summary>The first request makes the server read all daemons; the page of supervisord is one HTML page with all programs.</summary>
    private static void MeasurePages(int rounds, Supervisor? supervisor, Pm2? pm2)
    {
        using var server = new RoomServer();
        Thread.Sleep(UntilIdle);
        var idle = new MarkdownTable($"{Few} daemons, nobody looks", "memory, MiB", "context switches", "processor time, % of a core");
        AddIdle(idle, "daemonize web", server.Pid);
        if (supervisor is not null)
        {
            AddIdle(idle, "supervisord, which also keeps its programs", supervisor.Pid);
        }

        if (pm2 is not null)
        {
            AddIdle(idle, "PM2's god, which also keeps its programs", pm2.God);
        }

        idle.Print();
        var table = new MarkdownTable($"{Few} daemons, a request", "ms", "p90", "KB");
        using var ours = RoomServer.Connect();
        AddRequests(table, "GET daemons", rounds, ours, "api/v1/daemons");
        if (supervisor is not null)
        {
            using var theirs = RoomServer.Connect(Supervisor.Socket);
            AddRequests(table, "supervisord's page", rounds, theirs, "");
        }

        table.Print();
    }

    private static void AddIdle(MarkdownTable table, string name, int pid)
    {
        var before = Effort.Of(pid);
        Thread.Sleep(Window);
        var after = Effort.Of(pid);
        table.Add(
            name,
            MarkdownTable.Figure(Usage.Of(pid).Rss, "0.0"),
            MarkdownTable.Figure(after.SwitchesSince(before), "0"),
            MarkdownTable.Figure((after.Cpu - before.Cpu) / Window.TotalSeconds * 100, "0.000"));
    }

    private static void AddRequests(MarkdownTable table, string name, int rounds, HttpClient client, string path)
    {
        List<double> times = [];
        var length = 0;
        for (var round = 0; round <= rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            length = client.GetByteArrayAsync(path).GetAwaiter().GetResult().Length;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        // The first request also opens the connection.
        times.RemoveAt(0);
        table.Add(
            name,
            MarkdownTable.Figure(Statistics.Median(times), "0.0"),
            MarkdownTable.Figure(Statistics.Percentile(times, 90), "0.0"),
            MarkdownTable.Figure(length / 1000.0, "0.0"));
    }

    private static void MeasureScreens()
    {
        var table = new MarkdownTable($"a screen of {Many}", "bytes a second", "processor time, % of a core", "memory, MiB");
        AddScreen(table, "daemonize top", RoomTool.Command("top"));
        using (var pm2 = StartPm2(Many))
        {
            if (pm2 is not null)
            {
                AddScreen(table, "pm2 monit", pm2.Command("monit"));
            }
        }

        table.Print();
    }

    private static void AddScreen(MarkdownTable table, string name, string[] command)
    {
        var cost = ScreenCost.Of(Window, command);
        table.Add(
            name,
            MarkdownTable.Figure(cost.BytesPerSecond, "0"),
            MarkdownTable.Figure(cost.Load, "0.00"),
            MarkdownTable.Figure(cost.Memory, "0.0"));
    }

    private static void MeasurePage()
    {
        using var server = new RoomServer();
        MeasureViewer(server);
        RoomPage.Measure(Many);
    }

    private static void MeasureViewer(RoomServer server)
    {
        using var viewer = new RoomViewer();
        viewer.WaitForSnapshot();
        var snapshot = viewer.Bytes;
        Thread.Sleep(Window);
        var (memory, bytes) = (Usage.Of(server.Pid).Rss, viewer.Bytes);
        var load = Load.Of([server.Pid], Growing);
        var (after, sent) = (Usage.Of(server.Pid).Rss, viewer.Bytes);
        var table = new MarkdownTable(
            $"{Many} daemons, a viewer", "processor time, % of a core", "KB a second", "first snapshot, KB", "memory, MiB",
            $"growth in {Growing.TotalSeconds} s, MiB");
        table.Add(
            "daemonize web",
            MarkdownTable.Figure(load, "0.00"),
            MarkdownTable.Figure((sent - bytes) / 1000.0 / Growing.TotalSeconds, "0.0"),
            MarkdownTable.Figure(snapshot / 1000.0, "0.0"),
            MarkdownTable.Figure(after, "0.0"),
            MarkdownTable.Figure(after - memory, "0.0"));
        table.Print();
    }
}
