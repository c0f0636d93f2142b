using System.Globalization;

namespace Daemonize.Benchmarks.Cluster;

/// <summary>A tick that a process has noted; instants are in microseconds on CLOCK_MONOTONIC.</summary>
/// <param name="Node">The process.</param>
/// <param name="Slot">Its slot as it knows it, in milliseconds since the Unix epoch.</param>
/// <param name="Begin">When it began.</param>
/// <param name="End">When it ended, or its process; <see cref="long.MaxValue"/> while it runs.</param>
internal sealed record NotedTick(Node Node, long Slot, long Begin, long End)
{
    public bool IsRunning => End == long.MaxValue;

    public bool Overlaps(NotedTick other) => Node != other.Node && Begin < other.End && other.Begin < End;

    /// <summary>Reads the notes of a process.</summary>
    public static IEnumerable<NotedTick> Read(Node node, string text)
    {
        var open = new Dictionary<long, long>();
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            var (slot, instant) = (Number(words[1]), Number(words[2]));
            if (words[0] == "begin")
            {
                open[slot] = instant;
            }
            else if (open.Remove(slot, out var begin))
            {
                yield return new NotedTick(node, slot, begin, instant);
            }
        }

        foreach (var (slot, begin) in open)
        {
            yield return new NotedTick(node, slot, begin, node.EndedAt ?? long.MaxValue);
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
