using System.Diagnostics;
using System.Text;
using Daemonize.Commands;
using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.Tool.Web;

/// <summary>
/// Reads a log with its rotated files, backwards from a place or forwards. However large the files and their lines are, an answer takes
/// two seconds and little memory.
/// </summary>
internal sealed class LogText : IDisposable
{
    /// <summary>The largest part of a line that is read.</summary>
    public const int MaxLine = 16 * 1024;

    /// <summary>The number of further lines after which an entry counts as another.</summary>
    private const int MaxContinued = 200;

    private const int BlockSize = 64 * 1024;
    private const long MaxBytes = 64 * 1024 * 1024;
    private const int MaxForward = 1024 * 1024;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);

    private readonly LogFiles _files;
    private readonly List<LogSource> _sources;
    private readonly long _begin = Stopwatch.GetTimestamp();
    private long _read;

    private LogText(LogFiles files, uint? owner)
    {
        _files = files;
        _sources = [.. files.All.Where(file => IsToBeRead(file, owner)).Select(static file => new LogSource(file))];
    }

    /// <summary>Whether the search has taken long enough.</summary>
    private bool IsOver => _read >= MaxBytes || Stopwatch.GetElapsedTime(_begin) >= MaxTime;

    /// <summary>
    /// Opens the files. What is not a regular file is left out, and for root also what is a link: whoever can write to the directory could
    /// have put it there.
    /// </summary>
    /// <param name="path">The path of the log, without the number of a rotated file.</param>
    /// <param name="owner">The id of the user that the files must have as their owner; null for every user.</param>
    public static LogText Open(string path, uint? owner = null) => new(LogFiles.Open(path), owner);

    /// <summary>Reads a part; null if its place does not exist any more.</summary>
    public LogPage? Read(LogQuery query) =>
        query.After is { } after ? ReadAfter(after, query.Lines) : ReadBefore(query.Before ?? End(), query);

    /// <summary>Gets the place after the last whole line, or where the search for its end has taken too long.</summary>
    public LogPlace End()
    {
        if (_sources is not [.., var last])
        {
            return new LogPlace("0-0", 0);
        }

        var block = new byte[BlockSize];
        var end = last.Size;
        while (end > 0 && !IsOver)
        {
            var start = Math.Max(0, end - BlockSize);
            var length = ReadAt(last, block.AsSpan(0, (int)(end - start)), start);
            if (block.AsSpan(0, length).LastIndexOf((byte)'\n') is >= 0 and var at)
            {
                return new LogPlace(last.Key, start + at + 1);
            }

            end = start;
        }

        return new LogPlace(last.Key, end);
    }

    /// <summary>Reads the lines after a place, from the oldest to the newest; null if the place does not exist any more.</summary>
    public LogPage? ReadAfter(LogPlace after, int lines)
    {
        if (FindSource(after) is not { } first)
        {
            return null;
        }

        List<LogPageLine> found = [];
        var next = after;
        for (var i = first; i < _sources.Count && found.Count < lines && _read < MaxForward; i++)
        {
            var position = i == first ? after.Offset : 0;
            next = new LogPlace(_sources[i].Key, ReadForward(_sources[i], position, lines, found));
        }

        return new LogPage(found, after, next, "lines");
    }

    public void Dispose() => _files.Dispose();

    private static bool IsToBeRead(OpenedLog file, uint? owner) =>
        file.Facts.IsRegular && (!ThisProcess.IsRoot || file.IsStillNamed) && (owner is null || file.Facts.Owner == owner);

    private LogPage? ReadBefore(LogPlace before, LogQuery query)
    {
        if (FindSource(before) is not { } index)
        {
            return _sources.Count > 0 ? null : new LogPage([], before, before, "beginning");
        }

        var reading = new BackwardReading(query);
        for (var i = index; i >= 0 && !reading.IsFull; i--)
        {
            var source = _sources[i];
            if (!ReadBackward(source, i == index ? before.Offset : source.Size, reading) && !reading.IsFull)
            {
                return reading.ToPage(before, "limit");
            }
        }

        if (!reading.IsFull)
        {
            reading.End();
        }

        return reading.ToPage(before, reading.IsFull ? "lines" : "beginning");
    }

    private int? FindSource(LogPlace place) =>
        _sources.FindIndex(source => source.Key == place.File) is >= 0 and var index && place.Offset <= _sources[index].Size ? index : null;

    /// <summary>Reads whole lines from a position on, and gives the position after them.</summary>
    private long ReadForward(LogSource source, long position, int lines, List<LogPageLine> found)
    {
        // Once a second for each page of a daemon that is open, and mostly there is nothing.
        var block = new byte[Math.Clamp(source.Size - position, 0, MaxForward)];
        var length = ReadAt(source, block, position);
        var rest = block.AsSpan(0, length);
        while (found.Count < lines && rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            found.Add(new LogPageLine(new LogPlace(source.Key, position), Cut(rest[..end]), end > MaxLine));
            position += end + 1;
            rest = rest[(end + 1)..];
        }

        // A line that is longer than the block is passed over.
        return rest.Length == MaxForward ? position + rest.Length : position;
    }

    /// <summary>Reads the lines before a position, the newest first. False if the search has taken too long.</summary>
    private bool ReadBackward(LogSource source, long end, BackwardReading reading)
    {
        var block = new byte[BlockSize];
        var lineEnd = -1L;
        while (end > 0)
        {
            if (IsOver)
            {
                return false;
            }

            var start = Math.Max(0, end - BlockSize);
            var length = ReadAt(source, block.AsSpan(0, (int)(end - start)), start);
            for (var at = block.AsSpan(0, length).LastIndexOf((byte)'\n'); at >= 0; at = block.AsSpan(0, at).LastIndexOf((byte)'\n'))
            {
                if (lineEnd >= 0 && !reading.Add(LineOf(source, start + at + 1, lineEnd)))
                {
                    return true;
                }

                lineEnd = start + at;
            }

            end = start;
            reading.Reached(new LogPlace(source.Key, end));
        }

        if (lineEnd >= 0)
        {
            _ = reading.Add(LineOf(source, 0, lineEnd));
        }

        return true;
    }

    private LogPageLine LineOf(LogSource source, long start, long end)
    {
        var bytes = new byte[Math.Min(end - start, MaxLine)];
        var length = ReadAt(source, bytes, start);
        return new LogPageLine(new LogPlace(source.Key, start), bytes[..length], end - start > MaxLine);
    }

    private int ReadAt(LogSource source, Span<byte> block, long position)
    {
        var length = source.ReadAt(block, position);
        _read += length;
        return length;
    }

    private static byte[] Cut(ReadOnlySpan<byte> line) => line[..Math.Min(line.Length, MaxLine)].ToArray();

    /// <summary>The entries that were found so far, the newest first.</summary>
    /// <param name="query">Which entries are asked for.</param>
    private sealed class BackwardReading(LogQuery query)
    {
        private readonly List<LogPageLine> _found = [];
        private readonly List<LogPageLine> _open = [];
        private LogPlace? _first;
        private LogPlace? _reached;

        public bool IsFull => _found.Count >= query.Lines;

        /// <summary>Adds the line before the last one; false if no more are asked for.</summary>
        public bool Add(LogPageLine line)
        {
            _open.Add(line);
            if (!line.Continues || _open.Count > MaxContinued)
            {
                End();
            }

            return !IsFull;
        }

        /// <summary>Ends the entry whose lines were read.</summary>
        public void End()
        {
            if (_open.Count == 0)
            {
                return;
            }

            if (!query.IsSearch || Fits())
            {
                _found.AddRange(_open);
            }

            _first = _open[^1].Place;
            _open.Clear();
        }

        /// <summary>Says up to where the file was searched, which matters where no line begins for long.</summary>
        public void Reached(LogPlace place) => _reached = place;

        public LogPage ToPage(LogPlace before, string end)
        {
            _found.Reverse();
            var first = _first ?? (end == "limit" ? _reached : null) ?? before;
            return new LogPage(_found, first, before, end);
        }

        private bool Fits()
        {
            var text = new StringBuilder();
            for (var i = _open.Count - 1; i >= 0; i--)
            {
                text.Append(Encoding.UTF8.GetString(_open[i].Bytes)).Append('\n');
            }

            var level = LogLine.Read(_open[^1].Bytes, new LogLine([], default, LogLevels.Information)).Level;
            return query.Fits(text.ToString(), level);
        }
    }
}
