namespace Daemonize.Benchmarks;

/// <summary><c>start-parts</c>: where the time of a start goes, from the command's execve(2) to its end.</summary>
internal static class StartParts
{
    public const string Strace = "/usr/bin/strace";

    private const int WarmUp = 2;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static void Run(int rounds)
    {
        Machine.Print($"start-parts: medians of {rounds} starts under strace(1), and of as many without it in between");
        if (!File.Exists(Strace))
        {
            Console.WriteLine("strace is absent: run benchmarks/install-peers");
            return;
        }

        foreach (var kind in (string[])["aot", "jit"])
        {
            var peer = Peers.Daemonize(kind);
            List<StartTrace> traces = [];
            List<double> plain = [];
            List<double> hello = [];
            for (var round = -WarmUp; round < rounds; round++)
            {
                var trace = StartTrace.Of(peer);
                var start = Child.Run(peer.Start, Timeout).TotalMilliseconds;
                Child.End(peer.FindProcesses().Job);
                var program = Child.Run(Peers.Hello(kind), Timeout).TotalMilliseconds;
                if (round >= 0)
                {
                    traces.Add(trace);
                    plain.Add(start);
                    hello.Add(program);
                }
            }

            Print(kind, traces, Statistics.Median(plain), Statistics.Median(hello));
        }

        Machine.PrintLoad();
    }

    private static void Print(string kind, List<StartTrace> traces, double plain, double hello)
    {
        var table = new MarkdownTable($"start, {Peers.Label(kind)}", "ms", "% of the start");
        var total = Statistics.Median(traces.Select(static trace => trace.TotalMs));
        foreach (var (place, part) in traces[0].Parts.Index())
        {
            var time = Statistics.Median(traces.Select(trace => trace.Parts.ElementAtOrDefault(place).Ms));
            table.Add(part.Name, MarkdownTable.Figure(time, "0.0"), MarkdownTable.Figure(time / total * 100, "0"));
        }

        table.Add("in all, under strace", MarkdownTable.Figure(total, "0.0"), "100");
        table.Add("in all, without strace", MarkdownTable.Figure(plain, "0.0"), "");
        table.Add("hello world, without strace", MarkdownTable.Figure(hello, "0.0"), "");
        table.Print();
    }
}
