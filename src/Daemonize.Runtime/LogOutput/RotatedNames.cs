namespace Daemonize.LogOutput;

/// <summary>The names of logs that were moved away: <c>news.log.1</c> is the newest; a compressed log ends with <c>.gz</c>.</summary>
internal static class RotatedNames
{
    public const string Compressed = ".gz";

    /// <summary>The suffix of a file that is being compressed; it does not count as a log.</summary>
    public const string Unfinished = ".gz.unfinished";

    /// <summary>Gets the name of an uncompressed log.</summary>
    public static string Of(string path, int number) => $"{path}.{number}";
}
