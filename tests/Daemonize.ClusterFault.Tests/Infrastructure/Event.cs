using System.Globalization;

namespace Daemonize.ClusterFault.Tests.Infrastructure;

/// <summary>A line of a tick, as its process has written it down.</summary>
/// <param name="What">
/// "begin", or "overlap" if another tick runs; "end", or "heard" if its token was cancelled; or a part of the tick.
/// </param>
/// <param name="Pid">The process, as it knows itself.</param>
/// <param name="Slot">The slot, in milliseconds since the Unix epoch.</param>
/// <param name="Token">The token of the term.</param>
/// <param name="Attempt">Which attempt of the slot.</param>
/// <param name="At">When, as <see cref="CommonClock"/> counts.</param>
/// <param name="Wall">The wall clock of the process, in milliseconds since the Unix epoch.</param>
internal sealed record Event(string What, int Pid, long Slot, long Token, int Attempt, long At, long Wall)
{
    public bool IsBegin => What is "begin" or "overlap";

    public bool IsEnd => What is "end" or "heard";

    public static Event Parse(int pid, string line)
    {
        var words = line.Split(' ');
        return new Event(words[0], pid, Number(words[1]), Number(words[2]), (int)Number(words[3]), Number(words[4]), Number(words[5]));
    }

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);
}
