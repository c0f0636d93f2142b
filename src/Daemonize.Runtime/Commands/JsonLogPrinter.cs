using System.Buffers;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>
/// Writes the entries of logs as JSON, one object a line. An entry is written when it is complete: with the next one of its log, or when no
/// further line has come for a moment. A line that comes later is an object that says so, and never lost.
/// </summary>
internal sealed class JsonLogPrinter : ILogPrinter
{
    private const int BufferSize = 32 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(BufferSize);
    private readonly Dictionary<LogTail, LogEntry> _open = [];
    private readonly Dictionary<LogTail, LogEntry> _last = [];

    public bool IsClosed { get; private set; }

    public long OpenUntil
    {
        get
        {
            var first = long.MaxValue;
            foreach (var entry in _open.Values)
            {
                first = Math.Min(first, entry.OpenUntil);
            }

            return first;
        }
    }

    public void Write(LogTail log, LogLine line)
    {
        if (_open.TryGetValue(log, out var open) && open.TryAdd(line))
        {
            return;
        }

        End(log);
        _open[log] = _last[log] = LogEntry.Begin(line, _last.GetValueOrDefault(log));
    }

    public void EndEntries(long timestamp)
    {
        foreach (var (log, entry) in _open.ToList())
        {
            if (entry.OpenUntil <= timestamp)
            {
                End(log);
            }
        }
    }

    public void Flush()
    {
        IsClosed |= _buffer.WrittenCount > 0 && !Terminal.TryWrite(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    private void End(LogTail log)
    {
        if (!_open.Remove(log, out var entry))
        {
            return;
        }

        entry.Write(_buffer, log.Name);
        if (_buffer.WrittenCount >= BufferSize)
        {
            Flush();
        }
    }
}
