using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <content>
/// Descriptors 0 to 2. Written by descriptor: <see cref="Console"/> costs milliseconds and sends escape sequences to a terminal.
/// </content>
internal static partial class Terminal
{
    /// <summary>Whether this process has a controlling terminal, whose end is a SIGHUP.</summary>
    public static bool IsControlling => ThisProcess.Stat is { Terminal: not 0 };

    /// <summary>Whether standard error is open, as the caller's or as the log.</summary>
    public static bool IsErrorOpen => Flags(Error) == 0;

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
    /// Writes to a descriptor, unless it closes on exec and so cannot be the caller's: the runtime has opened a file under the number
    /// before the gap could be filled, and that file must not be disturbed.
    /// </summary>
    private static bool TryWriteAll(int number, ReadOnlySpan<byte> text) =>
        Flags(number) == 0 && Descriptor.TryWrite(number, text, out _);

    private static unsafe Libc.winsize Size(int number)
    {
        var size = default(Libc.winsize);
        return Libc.ioctl(number, Libc.TIOCGWINSZ, &size) == 0 ? size : default;
    }

    private static int Flags(int number) => Libc.fcntl(number, Libc.F_GETFD, 0L);
}
