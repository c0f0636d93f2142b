using System.Diagnostics;

namespace Daemonize.Benchmarks.Cluster;

/// <summary>Waits for what several groups do at the same time.</summary>
internal static class Waiting
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until another process than the one that has ended ticks, in each group.</summary>
    /// <returns>The ticks; null where none came in time.</returns>
    public static IReadOnlyList<NotedTick?> ForNextTicks(IReadOnlyList<Group> groups, IReadOnlyList<Node> ended, TimeSpan limit)
    {
        var next = new NotedTick?[groups.Count];
        var start = Stopwatch.GetTimestamp();
        while (next.Contains(null) && Stopwatch.GetElapsedTime(start) < limit)
        {
            Thread.Sleep(LookAgain);
            for (var i = 0; i < groups.Count; i++)
            {
                next[i] ??= groups[i].NextTick(ended[i].EndedAt ?? long.MaxValue, ended[i]);
            }
        }

        return next;
    }

    /// <summary>Lets time pass, and notes which processes end meanwhile.</summary>
    public static void Pass(TimeSpan time, IReadOnlyList<Group> groups)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
        {
            Thread.Sleep(LookAgain);
            foreach (var node in groups.SelectMany(static group => group.Nodes))
            {
                _ = node.HasEnded();
            }
        }
    }
}
