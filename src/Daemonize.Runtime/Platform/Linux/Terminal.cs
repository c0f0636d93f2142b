using System.Diagnostics;
using System.Text;

namespace Daemonize.Platform.Linux;

/// <summary>
/// Descriptors 0 to 2, and what is said to people on them. Written by descriptor: <see cref="Console"/> costs milliseconds and sends escape sequences to a
/// terminal.
/// </summary>
internal static class Terminal
{
    public const int Output = 1;
    public const int Error = 2;

    private static readonly object Transient = new();
    private static bool _hasTransient;
    private static long _lastMessage;

    /// <summary>
    /// Puts /dev/null where the caller has closed one of the three. Otherwise a file that is opened later gets such a number, and what is meant for people goes
    /// into it.
    /// </summary>
    public static void FillGaps()
    {
        for (var number = 0; number <= Error; number++)
        {
            if (Flags(number) < 0)
            {
                // open(2) gives the lowest free number, which is this one.
                _ = Libc.open("/dev/null", Libc.O_RDWR, 0);
            }
        }
    }

    /// <summary>How many columns the terminal behind a descriptor has; 80 where it is none.</summary>
    public static int Width(int number) => Size(number).ws_col is > 0 and var columns ? columns : 80;

    /// <summary>How many lines it has; 24 where it is none.</summary>
    public static int Height(int number) => Size(number).ws_row is > 0 and var rows ? rows : 24;

    public static bool IsTerminal(int number) => Libc.isatty(number) == 1;

    /// <summary>https://no-color.org: the variable counts when it is not empty. A terminal that is called dumb knows no colours.</summary>
    public static bool HasColours =>
        IsTerminal(Output)
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>Whether standard error is the caller's, or the log.</summary>
    public static bool IsErrorOpen => Flags(Error) == 0;

    public static void WriteLine(string line) => Write(line + "\n");

    public static void Write(string text) => _ = TryWrite(Output, Encoding.UTF8.GetBytes(text));

    public static void WriteError(string text) => _ = TryWrite(Error, Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Shows a line on standard error that is there only for now: whatever is written next takes its place. For a terminal, which the caller makes sure of.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="silence">How long ago the last message must be: one that says how a wait ended is not followed by one about the wait.</param>
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

    /// <summary>Takes the transient line away.</summary>
    public static void ClearTransient()
    {
        lock (Transient)
        {
            ReplaceTransient("");
        }
    }

    /// <summary>Writes to standard output; false when nobody reads it any more.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> text) => TryWrite(Output, text);

    /// <summary>
    /// What closes on exec cannot have come from the caller: the runtime itself has opened something under the number before the gap could be filled, and is
    /// not to be disturbed.
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

    /// <summary>An empty text only takes away what is there.</summary>
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
