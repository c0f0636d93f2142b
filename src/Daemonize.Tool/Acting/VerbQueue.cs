using System.Collections.Concurrent;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Acting;

/// <summary>Runs calls: one at a time for each daemon, and four at a time in all.</summary>
internal static class VerbQueue
{
    /// <summary>The number of calls at a time: each is a start of a program, which takes a processor.</summary>
    private const int MaxAtATime = 4;

    /// <summary>Runs all calls, and passes on the outcome of each as soon as it is known, one at a time.</summary>
    /// <param name="calls">The calls; those of the same daemon run in this order.</param>
    /// <param name="run">Runs one call to its end.</param>
    /// <param name="report">Receives each outcome; called by one thread at a time.</param>
    public static void RunAll(IEnumerable<VerbCall> calls, Func<VerbCall, VerbOutcome> run, Action<VerbOutcome> report)
    {
        ChildProcess.KeepUntilReaped();
        var waiting = new ConcurrentQueue<IGrouping<string, VerbCall>>(calls.GroupBy(static call => call.Key));
        var reporting = new Lock();
        List<Thread> threads = [];
        for (var i = 0; i < Math.Min(MaxAtATime, waiting.Count); i++)
        {
            threads.Add(new Thread(RunWaiting));
        }

        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());

        void RunWaiting()
        {
            while (waiting.TryDequeue(out var ofOneDaemon))
            {
                foreach (var call in ofOneDaemon)
                {
                    var outcome = run(call);
                    lock (reporting)
                    {
                        report(outcome);
                    }
                }
            }
        }
    }
}
