using System.Globalization;
using Daemonize;

namespace Shares;

/// <summary>A fixed amount of work, shared out among the instances; each says in a file when it has done its share.</summary>
internal static class Share
{
    [Daemon(Name = "shares")]
    internal static void Compute(DirectoryInfo output, int blocks, int rounds, DaemonContext daemon, CancellationToken stopping)
    {
        var sum = 0UL;
        for (var block = 0; block < blocks; block++)
        {
            stopping.ThrowIfCancellationRequested();
            sum += block % daemon.Instances == daemon.Instance - 1 ? Work((ulong)block + 1, rounds) : 0;
        }

        // Renamed when it is whole: whoever waits for the name may read at once. The name tells how many to wait for.
        var file = Path.Combine(output.FullName, string.Create(CultureInfo.InvariantCulture, $"{daemon.Instance}.of.{daemon.Instances}"));
        File.WriteAllText(file + ".part", sum.ToString(CultureInfo.InvariantCulture));
        File.Move(file + ".part", file);
    }

    private static ulong Work(ulong state, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }

        return state;
    }
}
