using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.LogOutput;

/// <summary>The names of logs that were moved away: <c>news.log.1</c> is the newest; a compressed log ends with <c>.gz</c>.</summary>
internal static class RotatedNames
{
    public const string Compressed = ".gz";

    /// <summary>The suffix of a file that is being compressed; it does not count as a log.</summary>
    public const string Unfinished = ".gz.unfinished";

    /// <summary>Gets the name of an uncompressed log.</summary>
    public static string Of(string path, int number) => $"{path}.{number}";

    /// <summary>
    /// Makes room for a new <c>.1</c>: each log gets the next number, the oldest first, and logs beyond <paramref name="keep"/> are
    /// removed. Returns the error of a failed rename, or 0.
    /// </summary>
    public static int Shift(string path, int keep)
    {
        // Up to the first gap: after a smaller number is set, the old logs must not stay for ever.
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
