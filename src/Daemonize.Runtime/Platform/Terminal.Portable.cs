using Microsoft.Win32.SafeHandles;

namespace Daemonize.Platform;

/// <content>The streams of <see cref="Console"/>, without its buffers.</content>
internal static partial class Terminal
{
    private static Stream _output = FindPipe(Output, Console.IsOutputRedirected) ?? Console.OpenStandardOutput();
    private static Stream _error = FindPipe(Error, Console.IsErrorRedirected) ?? Console.OpenStandardError();

    /// <summary>Whether this process has a controlling terminal, whose end is a SIGHUP. Without one, its device cannot be opened.</summary>
    public static bool IsControlling
    {
        get
        {
            try
            {
                using var terminal = File.OpenHandle("/dev/tty", share: FileShare.ReadWrite);
                return true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether standard error is open. What is written to a closed one is lost anyway.</summary>
    public static bool IsErrorOpen => true;

    /// <summary>Does nothing: streams of .NET are not known by their numbers.</summary>
    public static void FillGaps()
    {
    }

    /// <summary>Gets the number of columns of the terminal; 80 if the stream is not a terminal.</summary>
    public static int Width(int number) => IsTerminal(number) && Console.WindowWidth is > 0 and var columns ? columns : 80;

    /// <summary>Gets the number of lines of the terminal; 24 if the stream is not a terminal.</summary>
    public static int Height(int number) => IsTerminal(number) && Console.WindowHeight is > 0 and var rows ? rows : 24;

    public static bool IsTerminal(int number) => number switch
    {
        Output => !Console.IsOutputRedirected,
        Error => !Console.IsErrorRedirected,
        _ => !Console.IsInputRedirected,
    };

    /// <summary>Writes to another stream from now on, for tests, and returns the previous one.</summary>
    internal static Stream Replace(int number, Stream stream) =>
        number == Output ? Interlocked.Exchange(ref _output, stream) : Interlocked.Exchange(ref _error, stream);

    private static bool TryWriteAll(int number, ReadOnlySpan<byte> text) => TryWriteAll(number, text, out _);

    /// <summary>Writes to standard output or error; false with the reason if that fails.</summary>
    internal static bool TryWriteAll(int number, ReadOnlySpan<byte> text, out string problem)
    {
        try
        {
            (number == Output ? _output : _error).Write(text);
            problem = "";
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = exception.Message;
            return false;
        }
    }

    /// <summary>
    /// Opens the stream as a file if it is a pipe: a stream of <see cref="Console"/> does not say that nobody reads it any more (EPIPE). A
    /// file must not be opened so: it would be written at a position that other writers do not know.
    /// </summary>
    private static FileStream? FindPipe(int number, bool isRedirected)
    {
        if (!isRedirected)
        {
            return null;
        }

        try
        {
            var stream = new FileStream(new SafeFileHandle(number, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? null : stream;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The caller has closed the stream, or opened it to read.
            return null;
        }
    }
}
