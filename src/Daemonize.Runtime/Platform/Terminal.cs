using System.Diagnostics;
using System.Text;

namespace Daemonize.Platform;

/// <summary>The three standard streams, by number, and messages to people on them.</summary>
internal static partial class Terminal
{
    public const int Output = 1;
    public const int Error = 2;

    private static readonly object Transient = new();
    private static bool _hasTransient;
    private static long _lastMessage;

    /// <summary>
    /// Whether to use colours. NO_COLOR counts if it is not empty (https://no-color.org). A terminal named dumb has no colours.
    /// </summary>
    public static bool HasColours =>
        IsTerminal(Output)
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    public static void WriteLine(string line) => Write(line + "\n");

    public static void Write(string text) => _ = TryWrite(Output, Encoding.UTF8.GetBytes(text));

    public static void WriteError(string text) => _ = TryWrite(Error, Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Shows a temporary line on standard error, which the next output replaces. Only for a terminal; the caller checks that it is one.
    /// </summary>
    /// <param name="line">The text, which is cut to the width of the terminal.</param>
    /// <param name="silence">How long ago the last message must be: a message about the end of a wait must not be followed by one about the
    /// wait.</param>
    public static void WriteTransient(string line, TimeSpan silence)
    {
        lock (Transient)
        {
            if (_lastMessage == 0 || Stopwatch.GetElapsedTime(_lastMessage) >= silence)
            {
                ReplaceTransient(line[..Math.Min(line.Length, Width(Error) - 1)]);
            }
        }
    }

    /// <summary>Removes the transient line.</summary>
    public static void ClearTransient()
    {
        lock (Transient)
        {
            ReplaceTransient("");
        }
    }

    /// <summary>Writes to standard output; false if nobody reads it any more.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> text) => TryWrite(Output, text);

    private static bool TryWrite(int number, ReadOnlySpan<byte> text)
    {
        lock (Transient)
        {
            ReplaceTransient("");
            _lastMessage = Stopwatch.GetTimestamp();
        }

        return TryWriteAll(number, text);
    }

    /// <summary>Replaces the transient line; an empty text only removes it.</summary>
    private static void ReplaceTransient(string text)
    {
        if (text.Length > 0 || _hasTransient)
        {
            _ = TryWriteAll(Error, Encoding.UTF8.GetBytes($"\r{text}\e[K"));
            _hasTransient = text.Length > 0;
        }
    }
}
