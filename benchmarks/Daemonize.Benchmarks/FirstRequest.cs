using System.Diagnostics;

namespace Daemonize.Benchmarks;

/// <summary>
/// <c>first-request</c>: the time from the start of a program of the SDK's templates to its first useful work: the web application answers
/// a request, the worker logs its first line. Compares the daemon made by the edit of docs/guide/hosting.md with the unchanged program
/// under start-stop-daemon.
/// </summary>
internal static class FirstRequest
{
    private const int WarmUp = 2;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static void Run(int rounds)
    {
        Machine.Print($"first-request: medians of {rounds} interleaved rounds");
        foreach (var program in HostProgram.All)
        {
            var contenders = ((string[])["jit", "aot"]).SelectMany(program.Contenders).ToList();
            var runs = contenders.ToDictionary(contender => contender.Name, _ => new List<FirstAnswer>());
            for (var round = -WarmUp; round < rounds; round++)
            {
                foreach (var contender in contenders.Where(contender => contender.IsPresent))
                {
                    var answer = Measure(program, contender);
                    if (round >= 0)
                    {
                        runs[contender.Name].Add(answer);
                    }
                }
            }

            Print(program, contenders, runs);
        }

        Machine.PrintLoad();
    }

    /// <summary>
    /// Measures one start. The requests begin with the start, as those of a load balancer do, and not only when the start command has
    /// returned.
    /// </summary>
    private static FirstAnswer Measure(HostProgram program, Peer contender)
    {
        File.Delete(HostProgram.LogFile);
        var beginning = Stopwatch.GetTimestamp();
        var start = Task.Run(() => Child.Run(contender.Start, Timeout));
        try
        {
            Wait.Until(program.Answers, LookAgain, Timeout);
            var answered = Stopwatch.GetElapsedTime(beginning);
            return new FirstAnswer(start.GetAwaiter().GetResult(), answered, Usage.CountWatches(contender.FindProcesses().Job));
        }
        finally
        {
            var job = contender.FindProcesses().Job;
            Child.End(job);
            contender.Bury(job, watcher: 0);
        }
    }

    private static void Print(HostProgram program, List<Peer> contenders, Dictionary<string, List<FirstAnswer>> runs)
    {
        var table =
            new MarkdownTable(
                program.Name, program.Answer + ", ms", "p90", "× " + HostProgram.Rival, "start returned, ms", "still to wait then, ms",
                "inotify watches");
        foreach (var contender in contenders)
        {
            if (runs[contender.Name] is not { Count: > 0 } run)
            {
                table.Add(contender.Name, "absent: run benchmarks/install-peers", "", "", "", "", "");
                continue;
            }

            var rival = runs[HostProgram.RivalOf(contender)].Select(static answer => answer.Answered.TotalMilliseconds);
            var answered = run.ConvertAll(static answer => answer.Answered.TotalMilliseconds);
            table.Add(
                contender.Name,
                MarkdownTable.Figure(Statistics.Median(answered), "0"),
                MarkdownTable.Figure(Statistics.Percentile(answered, 90), "0"),
                MarkdownTable.Figure(Statistics.Median(answered) / Statistics.Median(rival), "0.00"),
                MarkdownTable.Figure(Statistics.Median(run.Select(static answer => answer.Returned.TotalMilliseconds)), "0"),
                MarkdownTable.Figure(Statistics.Median(run.Select(static answer => answer.Waited)), "0"),
                MarkdownTable.Figure(Statistics.Median(run.Select(static answer => (double)answer.Watches)), "0"));
        }

        table.Print();
    }

    /// <summary>The times of one start.</summary>
    /// <param name="Returned">When the start command ended.</param>
    /// <param name="Answered">When the program finished its first useful work.</param>
    /// <param name="Watches">The number of files and directories that the program watches.</param>
    private readonly record struct FirstAnswer(TimeSpan Returned, TimeSpan Answered, int Watches)
    {
        /// <summary>The time in ms that a script which continues after the start command still has to wait.</summary>
        public double Waited => Math.Max(0, (Answered - Returned).TotalMilliseconds);
    }
}
