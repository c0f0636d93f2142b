using System.Collections.Concurrent;
using System.Globalization;
using Daemonize;
using Microsoft.Extensions.Logging;

namespace Pipeline;

/// <summary>A pipeline: each tick finds files in a directory, and up to four handlers count their words in parallel.</summary>
internal static class Inbox
{
    /// <summary>The letters that wait or are being counted: a later tick must not hand them over again.</summary>
    private static readonly ConcurrentDictionary<string, Letter> UnderWay = new();

    private static long _counted;

    /// <summary>Counts the words of the text files that are put into a directory, and writes each count next to its file.</summary>
    /// <param name="inbox">-i, The directory; created where there is none.</param>
    /// <param name="stopping">Is cancelled when the daemon is to stop.</param>
    /// <remarks>What is new is found by comparison and not by events, so nothing is missed: neither what came while no daemon ran nor what
    /// comes in a burst.</remarks>
    [Daemon(Interval = "1s", OnResult = nameof(CountAsync), Concurrency = 4, OnError = nameof(Complain), OnStop = nameof(SayGoodbye))]
    internal static IAsyncEnumerable<Letter> Scan(DirectoryInfo inbox, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        inbox.Create();
        return Directory.EnumerateFiles(inbox.FullName, "*.txt")
            .Select(Letter.At)
            .Where(letter => !letter.IsCounted && UnderWay.TryAdd(letter.Path, letter))
            .ToAsyncEnumerable();
    }

    internal static async Task CountAsync(Letter letter, ILogger logger, CancellationToken stopping)
    {
        try
        {
            var words = 0;
            await foreach (var line in File.ReadLinesAsync(letter.Path, stopping))
            {
                words += line.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries).Length;
            }

            await WriteAsync(letter, words, stopping);
            Interlocked.Increment(ref _counted);
            logger.LogInformation("{File} has {Words} words", letter.Path, words);
        }
        finally
        {
            UnderWay.TryRemove(letter.Path, out _);
        }
    }

    /// <summary>Writes the count and renames it into place, with the modification time of the counted letter.</summary>
    private static async Task WriteAsync(Letter letter, int words, CancellationToken stopping)
    {
        var temporary = letter.CountPath + ".tmp";
        await File.WriteAllTextAsync(temporary, words.ToString(CultureInfo.InvariantCulture) + "\n", stopping);
        File.SetLastWriteTimeUtc(temporary, letter.Written);
        File.Move(temporary, letter.CountPath, overwrite: true);
    }

    /// <summary>A letter that cannot be read is not counted: the next tick finds it again.</summary>
    internal static FailureAction Complain(Exception exception, ILogger logger)
    {
        logger.LogWarning("it stays for later: {Reason}", exception.Message);
        return FailureAction.Continue;
    }

    internal static void SayGoodbye(StopReason reason, ILogger logger) =>
        logger.LogInformation("{Count} letters counted until the end ({Reason})", Interlocked.Read(ref _counted), reason);
}
