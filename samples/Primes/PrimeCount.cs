using System.Globalization;
using Daemonize;
using Microsoft.Extensions.Logging;

namespace Primes;

/// <summary>A computation that is divided among one process per CPU.</summary>
internal static class PrimeCount
{
    /// <summary>Counts the primes below a limit, block by block, and writes a file for each block.</summary>
    /// <param name="output">-o, The directory of the results; created where there is none.</param>
    /// <param name="daemon">Tells the instance which blocks are its own.</param>
    /// <param name="logger">Writes to the instance's log.</param>
    /// <param name="stopping">Is cancelled when the daemon is to stop; what is done by then need not be done again.</param>
    /// <param name="limit">-l, Count the primes below this.</param>
    /// <param name="block">-b, How many numbers make a block.</param>
    [Daemon(Instances = 0)]
    internal static async Task Count(
        DirectoryInfo output, DaemonContext daemon, ILogger logger, CancellationToken stopping, int limit = 20_000_000, int block = 100_000)
    {
        output.Create();
        var blocks = Block.All(limit, block).ToArray();
        var done = 0;
        while (NextOf(blocks, daemon, output) is { } next)
        {
            var count = next.CountPrimes(stopping);
            await WriteAsync(
                next.FileIn(output), string.Create(CultureInfo.InvariantCulture, $"{next.From} {next.To} {count}\n"), stopping);
            logger.LogInformation("block {Index} has {Count} primes", next.Index, count);
            daemon.Report($"{++done} blocks done, the last one {next.Index + 1} of {blocks.Length}");
        }
    }

    /// <summary>
    /// Returns the first block of this instance's share without a result. The share is read for each block: <c>start --instances</c> may
    /// change it.
    /// </summary>
    private static Block? NextOf(Block[] blocks, DaemonContext daemon, DirectoryInfo output) =>
        Array.Find(blocks, block => block.Index % daemon.InstanceCount == daemon.InstanceNumber - 1 && !block.IsDoneIn(output));

    /// <summary>Writes the file completely or not at all: its existence marks the block as done.</summary>
    private static async Task WriteAsync(string path, string text, CancellationToken stopping)
    {
        var temporary = $"{path}.{Environment.ProcessId}";
        await File.WriteAllTextAsync(temporary, text, stopping);
        File.Move(temporary, path, overwrite: true);
    }
}
