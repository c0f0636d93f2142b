namespace Daemonize.Platform;

/// <summary>An open log. On a system without background daemons that is only standard error.</summary>
internal sealed class LogHandle
{
    private readonly int _stream;

    private LogHandle(int stream) => _stream = stream;

    /// <summary>Standard error, which this process never closes.</summary>
    public static LogHandle StandardError { get; } = new(Terminal.Error);

    /// <summary>
    /// Writes the bytes and returns how many the stream took: all or none, as .NET does not say. <paramref name="problem"/> says why it is
    /// not all; null if it is.
    /// </summary>
    public int Write(ReadOnlySpan<byte> bytes, out string? problem)
    {
        problem = Terminal.TryWriteAll(_stream, bytes, out var reason) ? null : reason;
        return problem is null ? bytes.Length : 0;
    }
}
