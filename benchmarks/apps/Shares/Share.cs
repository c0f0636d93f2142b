using System.Globalization;
using Daemonize;

namespace Shares;

/// <summary>A fixed amount of work, divided among the instances. Each writes a file when it has finished its share.</summary>
internal static class Share
{
    [Daemon(Name = "shares")]
    internal static void Compute(DirectoryInfo output, int blocks, int rounds, DaemonContext daemon, CancellationToken stopping)
    {
        var sum = 0UL;
        for (var block = 0; block < blocks; block++)
        {
            stopping.ThrowIfCancellationRequested();
            sum += block % daemon.InstanceCount == daemon.InstanceNumber - 1 ? Work((ulong)block + 1, rounds) : 0;
        }

        // Renamed when complete: a reader that waits for the name may read at once. The name contains the number of instances to wait for.
        var file =
            Path.Combine(
                output.FullName, string.Create(CultureInfo.InvariantCulture, $"{daemon.InstanceNumber}.of.{daemon.InstanceCount}"));
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
