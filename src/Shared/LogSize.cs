namespace Daemonize;

/// <summary>The limit for the size of a log.</summary>
internal static class LogSize
{
    /// <summary>
    /// The minimum in bytes: the size that a pipe writes atomically. A smaller log would be rotated at almost every record.
    /// </summary>
    public const long Least = 4096;
}
