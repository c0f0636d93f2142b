using System.Diagnostics;
using System.Text;

namespace Daemonize.Platform.Linux;

/// <summary>
/// Descriptors 0 to 2, and messages to people on them. Written by descriptor: <see cref="Console"/> costs milliseconds and sends escape
/// sequences to a terminal.
/// </summary>
internal static class Terminal
{
    public const int Output = 1;
    public const int Error = 2;

    private static readonly object Transient = new();
    private static bool _hasTransient;
    private static long _lastMessage;

    /// <summary>
    /// Opens /dev/null for each of the three that the caller has closed. Otherwise a file that is opened later gets such a number, and
    /// messages to people are written into it.
    /// </summary>
    public static void FillGaps()
    {
        for (var number = 0; number <= Error; number++)
        {
            if (Flags(number) < 0)
            {
                // open(2) returns the lowest free number, which is this one.
                _ = Libc.open("/dev/null", Libc.O_RDWR, 0);
            }
        }
    }

    /// <summary>Gets the number of columns of the terminal behind a descriptor; 80 if it is not a terminal.</summary>
    public static int Width(int number) => Size(number).ws_col is > 0 and var columns ? columns : 80;

    /// <summary>Gets the number of lines of the terminal behind a descriptor; 24 if it is not a terminal.</summary>
    public static int Height(int number) => Size(number).ws_row is > 0 and var rows ? rows : 24;

    public static bool IsTerminal(int number) => Libc.isatty(number) == 1;

    /// <summary>
    /// Whether to use colours. NO_COLOR counts if it is not empty (https://no-color.org). A terminal named dumb has no colours.
    /// </summary>
    public static bool HasColours =>
        IsTerminal(Output)
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>Whether standard error is open, as the caller's or as the log.</summary>
    public static bool IsErrorOpen => Flags(Error) == 0;

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

    /// <summary>
    /// Writes to a descriptor, unless it closes on exec and so cannot be the caller's: the runtime has opened a file under the number
    /// before the gap could be filled, and that file must not be disturbed.
    /// </summary>
    private static bool TryWrite(int number, ReadOnlySpan<byte> text)
    {
        lock (Transient)
        {
            ReplaceTransient("");
            _lastMessage = Stopwatch.GetTimestamp();
        }

        return Flags(number) == 0 && Descriptor.TryWrite(number, text, out _);
    }

    /// <summary>Replaces the transient line; an empty text only removes it.</summary>
    private static void ReplaceTransient(string text)
    {
        if (text.Length > 0 || _hasTransient)
        {
            _ = Flags(Error) == 0 && Descriptor.TryWrite(Error, Encoding.UTF8.GetBytes($"\r{text}\e[K"), out _);
            _hasTransient = text.Length > 0;
        }
    }

    private static unsafe Libc.winsize Size(int number)
    {
        var size = default(Libc.winsize);
        return Libc.ioctl(number, Libc.TIOCGWINSZ, &size) == 0 ? size : default;
    }

    private static int Flags(int number) => Libc.fcntl(number, Libc.F_GETFD, 0L);
}
