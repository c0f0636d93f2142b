namespace Daemonize.Commands;

/// <summary>Writes lines of logs to standard output, buffered.</summary>
internal interface ILogPrinter
{
    /// <summary>Whether the reader has closed standard output.</summary>
    bool IsClosed { get; }

    /// <summary>
    /// Gets when to call <see cref="EndEntries"/> at the latest, as a timestamp of Stopwatch; the maximum value if no entry is open.
    /// </summary>
    long OpenUntil { get; }

    /// <summary>Writes the next line of a log.</summary>
    void Write(LogTail log, LogLine line);

    /// <summary>Ends the entries that have waited for further lines until <paramref name="timestamp"/>.</summary>
    void EndEntries(long timestamp);

    /// <summary>Writes the buffer to standard output.</summary>
    void Flush();
}
