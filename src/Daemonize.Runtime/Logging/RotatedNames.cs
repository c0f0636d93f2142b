using Daemonize.Platform.Linux;

namespace Daemonize.Logging;

/// <summary>The names of logs that were moved away: <c>news.log.1</c> is the youngest, and with <c>.gz</c> behind it compressed.</summary>
internal static class RotatedNames
{
    public const string Compressed = ".gz";

    /// <summary>What is being compressed; not counted as a log.</summary>
    public const string Unfinished = ".gz.unfinished";

    /// <summary>The name of one, uncompressed.</summary>
    public static string Of(string path, int number) => $"{path}.{number}";

    /// <summary>
    /// Makes place for a new <c>.1</c>: each gets the next number, from the oldest on, and what is beyond <paramref name="keep"/> goes. Gives the error of what
    /// could not be renamed, or 0.
    /// </summary>
    public static int Shift(string path, int keep)
    {
        // As far as there are any without a gap: a smaller number that was set since must not leave the old ones for ever.
        var last = 0;
        while (Exists(path, last + 1))
        {
            last++;
        }

        for (var number = last; number >= 1; number--)
        {
            foreach (var end in (ReadOnlySpan<string>)["", Compressed])
            {
                var name = Of(path, number) + end;
                var result = number >= keep ? Libc.unlink(name) : Libc.rename(name, Of(path, number + 1) + end);
                if (result != 0 && Errno.Last is var errno && errno != Libc.ENOENT)
                {
                    return errno;
                }
            }
        }

        return 0;
    }

    private static bool Exists(string path, int number) =>
        FileStat.TryReadLink(Of(path, number), out _, out _) || FileStat.TryReadLink(Of(path, number) + Compressed, out _, out _);
}
