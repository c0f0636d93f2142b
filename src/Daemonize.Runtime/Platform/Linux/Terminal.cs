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
    public static unsafe int Width(int number)
    {
        var size = default(Libc.winsize);
        return Libc.ioctl(number, Libc.TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
    }

    /// <summary>Whether standard error is the caller's, or the log.</summary>
    public static bool IsErrorOpen => Flags(Error) == 0;

    public static void WriteLine(string line) => Write(line + "\n");

    public static void Write(string text) => _ = TryWrite(Output, Encoding.UTF8.GetBytes(text));

    public static void WriteError(string text) => _ = TryWrite(Error, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes to standard output; false when nobody reads it any more.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> text) => TryWrite(Output, text);

    /// <summary>
    /// What closes on exec cannot have come from the caller: the runtime itself has opened something under the number before the gap could be filled, and is
    /// not to be disturbed.
    /// </summary>
    private static bool TryWrite(int number, ReadOnlySpan<byte> text) => Flags(number) == 0 && Descriptor.TryWrite(number, text, out _);

    private static int Flags(int number) => Libc.fcntl(number, Libc.F_GETFD, 0L);
}
