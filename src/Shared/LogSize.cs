namespace Daemonize;

/// <summary>The limits of a log's size.</summary>
internal static class LogSize
{
    /// <summary>What a pipe takes in one piece. A smaller log would be moved away at almost every record.</summary>
    public const long Least = 4096;
}
