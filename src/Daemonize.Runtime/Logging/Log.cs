using Daemonize.Platform;

namespace Daemonize.Logging;

/// <summary>
/// Writes records to standard error, which is the log of a daemon and the terminal of a program in the foreground. A record is one write(2)
/// to a file that is open for appending, or to a pipe that takes it in one piece: records of several threads never mix.
/// </summary>
internal static class Log
{
    /// <summary>The most bytes that a pipe takes in one piece: PIPE_BUF of Linux (pipe(7)).</summary>
    private const int MaxPiece = 4096;

    private static readonly LineWriter Writer = new();

    /// <summary>Whether standard error is the pipe of the pump.</summary>
    public static bool IsPiped { get; set; }

    public static void Information(string category, string message) => Write(LogLevels.Information, category, message, exception: null);

    public static void Error(string category, string message, Exception? exception) => Write(LogLevels.Error, category, message, exception);

    public static void Write(int level, string category, string message, Exception? exception, LogDetails? details = null)
    {
        var record = LogRecords.Format(level, category, message, exception, details);
        if (IsPiped && record.Length > MaxPiece)
        {
            record = LargeRecords.Add(record);
        }

        // A full disk does not end a daemon: the record is lost and counted. If the terminal is closed, there is no place to report that.
        if (Terminal.IsErrorOpen)
        {
            lock (Writer)
            {
                _ = Writer.Write(LogHandle.StandardError, record);
            }
        }
    }
}
