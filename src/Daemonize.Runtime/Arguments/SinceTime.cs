using Daemonize.Platform;

namespace Daemonize.Arguments;

/// <summary>Reads the time of <c>--since</c>.</summary>
internal static class SinceTime
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ssK",
            "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd", "HH:mm"];

    /// <summary>
    /// Reads a duration before <paramref name="now"/>, or a time, which is local if it has no offset, and of today if it has no date.
    /// </summary>
    public static bool TryParse(string text, DateTime now, out DateTime since)
    {
        if (Duration.TryParse(text, out var duration))
        {
            since = now - duration;
            return true;
        }

        var isTime = LocalInstant.TryParse(text, Forms, out var time);
        since = time.UtcDateTime;
        return isTime;
    }
}
