using System.Text;
using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>
/// Writes lines of logs to standard output: with the name of the daemon if there are several, and in the colour of their level on a
/// terminal.
/// </summary>
/// <param name="width">The length of the longest name; 0 to write no names.</param>
/// <param name="isColoured">Whether lines are coloured by level.</param>
internal sealed class LogPrinter(int width, bool isColoured) : ILogPrinter
{
    private const int BufferSize = 32 * 1024;

    private readonly List<byte> _buffer = [];

    /// <summary>Whether the reader has closed standard output.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Gets the maximum value: each line is written as it comes.</summary>
    public long OpenUntil => long.MaxValue;

    public void Write(LogTail log, LogLine line)
    {
        if (_buffer is [.., not (byte)'\n'])
        {
            _buffer.Add((byte)'\n');
        }

        if (width > 0)
        {
            _buffer.AddRange(Encoding.UTF8.GetBytes($"{log.Name.PadRight(width)} | "));
        }

        var hasEnd = line.Text is [.., (byte)'\n'];
        var colour = isColoured ? Colour(line.Level) : "";
        _buffer.AddRange(Encoding.ASCII.GetBytes(colour));
        _buffer.AddRange(hasEnd ? line.Text.AsSpan()[..^1] : line.Text);
        _buffer.AddRange(colour.Length > 0 ? "\e[0m"u8 : []);
        _buffer.AddRange(hasEnd ? "\n"u8 : []);
        if (_buffer.Count >= BufferSize)
        {
            Flush();
        }
    }

    public void EndEntries(long timestamp)
    {
    }

    public void Flush()
    {
        IsClosed |= _buffer.Count > 0 && !Terminal.TryWrite([.. _buffer]);
        _buffer.Clear();
    }

    private static string Colour(int level) => level switch
    {
        LogLevels.Critical => "\e[1;31m",
        LogLevels.Error => "\e[31m",
        LogLevels.Warning => "\e[33m",
        _ => "",
    };
}
