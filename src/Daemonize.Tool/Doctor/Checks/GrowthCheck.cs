namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Whether the process has more of something at each of three looks, or nearly as much as it may have.</summary>
internal static class GrowthCheck
{
    /// <summary>What a pool of threads or connections that just begins may add between two looks.</summary>
    private const int Least = 3;

    private const double Most = 0.8;

    public static CheckResult Look(ExaminedDaemon daemon, LiveProcess process)
    {
        List<int?> descriptors = daemon.Counts.ConvertAll(static counts => counts.Descriptors);
        List<int?> threads = daemon.Counts.ConvertAll(static counts => counts.Threads);
        if (daemon.Counts.Count == 0 || descriptors.Contains(null) || threads.Contains(null))
        {
            return CheckResult.NotKnown($"cannot list /proc/{process.Id}/fd and /proc/{process.Id}/task");
        }

        return Judge("descriptors", Known(descriptors), process.Limit("Max open files"), "dispose of what the program opens (dotnet-dump)")
            ?? Judge("threads", Known(threads), process.Limit("Max processes"), "see what they wait for: dotnet-stack report -p PID")
            ?? Judge(
                "child processes", daemon.Counts.ConvertAll(static counts => counts.Children), process.Limit("Max processes"),
                "wait for each child process, and end it with its tick")
            ?? CheckResult.PassedAs($"{descriptors[^1]} descriptors, {threads[^1]} threads, {daemon.Counts[^1].Children} children");
    }

    /// <summary>Judges the counts of all looks; null if they are right.</summary>
    /// <param name="what">The things that are counted.</param>
    /// <param name="counts">How many there were at each look.</param>
    /// <param name="limit">How many there may be.</param>
    /// <param name="advice">What to do against too many.</param>
    public static CheckResult? Judge(string what, IReadOnlyList<int> counts, long limit, string advice)
    {
        var evidence = string.Join(", ", counts);
        if (counts[^1] > limit * Most)
        {
            return CheckResult.Found($"it has {counts[^1]} {what}, and may have {limit}", $"{advice}; or raise the limit", evidence);
        }

        var isGrowing = counts.Count >= Looks.Count;
        for (var i = 1; i < counts.Count; i++)
        {
            isGrowing &= counts[i] - counts[i - 1] >= Least;
        }

        return isGrowing ? CheckResult.Found($"its {what} pile up: {evidence} within 10 seconds", advice, evidence) : null;
    }

    private static List<int> Known(List<int?> counts) => counts.ConvertAll(static count => count!.Value);
}
