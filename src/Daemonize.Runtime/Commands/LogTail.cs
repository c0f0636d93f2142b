using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>Reads one log of a daemon: existing lines, also from rotated files, and new ones.</summary>
/// <param name="name">The daemon's name, shown before each line.</param>
/// <param name="path">The path of the log file.</param>
/// <param name="output">The output that the lines are written to.</param>
internal sealed class LogTail(string name, string path, ILogPrinter output) : IDisposable
{
    private OpenedLog? _file;
    private long _position;
    private OpenedLog? _previous;
    private long _previousPosition;
    private byte[] _unfinished = [];
    private LogLine _last;

    public string Name => name;

    public string Path => path;

    /// <summary>Reads the last lines that are not older than <paramref name="since"/>; null if there is no log.</summary>
    /// <param name="lines">The largest number of lines.</param>
    /// <param name="since">The time, in UTC; null for no limit.</param>
    /// <param name="mayBeUnfinished">Whether a last line without a line end counts, because its rest is not waited for.</param>
    public List<LogLine>? ReadPast(int lines, DateTime? since, bool mayBeUnfinished)
    {
        using var files = LogFiles.Open(path);
        if (files.All.Count == 0)
        {
            return null;
        }

        // Following continues where this read ends.
        _file = files.All.FirstOrDefault(file => file.Path == path);
        _position = _file?.Facts.Size ?? 0;
        Queue<LogLine> last = [];
        foreach (var text in ReadTexts(files, since is null ? lines : int.MaxValue, since))
        {
            if (!mayBeUnfinished && text is not [.., (byte)'\n'])
            {
                _unfinished = text;
                continue;
            }

            _last = LogLine.Read(text, _last);
            if (since is null || _last.Time >= since)
            {
                last.Enqueue(_last);
            }

            if (last.Count > lines)
            {
                _ = last.Dequeue();
            }
        }

        _ = files.Take(path);
        return [.. last];
    }

    /// <summary>Writes new lines, including the rest of a rotated file and all of newer ones.</summary>
    public void ShowNew()
    {
        if (_file is null)
        {
            _file = OpenedLog.TryOpen(path);
        }
        else if (FileStat.TryRead(path, out _, out _) && !IsAtItsPlace(_file))
        {
            GoOn();
        }

        // The size is read first: the daemon's threads switch from the old file to the new one at different times, and this keeps each
        // thread's lines in order.
        var end = _file?.Facts.Size ?? 0;
        if (_previous is not null)
        {
            Show(_previous, ref _previousPosition, long.MaxValue);
        }

        if (_file is not null)
        {
            if (end < _position)
            {
                // The file was truncated in place, as logrotate's copytruncate does.
                _position = 0;
            }

            Show(_file, ref _position, end);
        }
    }

    public void Dispose()
    {
        _previous?.Dispose();
        _file?.Dispose();
    }

    /// <summary>Converts a time to the clock of files, whose 64 bits cover the years 1678 to 2261.</summary>
    private static long NanosecondsOf(DateTime time)
    {
        const long scale = TimeSpan.NanosecondsPerTick;
        return Math.Clamp((time - DateTime.UnixEpoch).Ticks, long.MinValue / scale, long.MaxValue / scale) * scale;
    }

    private IEnumerable<byte[]> ReadTexts(LogFiles files, int lines, DateTime? since)
    {
        // Search back from the newest file until enough lines are found, then read forward.
        Stack<IEnumerable<byte[]>> parts = [];
        var oldest = since is { } time ? NanosecondsOf(time) : long.MinValue;
        for (var i = files.All.Count - 1; i >= 0 && lines > 0 && files.All[i].ModifiedAt >= oldest; i--)
        {
            var file = files.All[i];
            parts.Push(ReadPart(file, file == _file ? _position : long.MaxValue, lines, out var found));
            lines -= found;
        }

        return parts.SelectMany(static part => part);
    }

    private static IEnumerable<byte[]> ReadPart(OpenedLog file, long end, int lines, out int found)
    {
        if (LogFiles.IsCompressed(file))
        {
            Queue<byte[]> last = [];
            foreach (var line in LogReader.ReadCompressedLines(file))
            {
                last.Enqueue(line);
                _ = last.Count > lines ? last.Dequeue() : null;
            }

            found = last.Count;
            return last;
        }

        end = Math.Min(end, file.Facts.Size);
        return LogReader.ReadLines(file, LogReader.FindLast(file, end, lines, out found), end);
    }

    private bool IsAtItsPlace(OpenedLog file) => FileStat.TryRead(path, out var named, out _) && named.IsSameFile(file.Facts);

    /// <summary>
    /// Switches from a rotated file to the new one of the same name. The daemon may still write to the old file for a moment, so it stays
    /// open until the next switch.
    /// </summary>
    private void GoOn()
    {
        if (_previous is not null)
        {
            Show(_previous, ref _previousPosition, long.MaxValue);
            _previous.Dispose();
        }

        (_previous, _previousPosition) = (_file!, _position);
        using var files = LogFiles.Open(path);
        var known = files.All.ToList().FindIndex(_previous.IsSameFile);
        var age = _previous.Facts.ModifiedAt;
        foreach (var between in files.All.Where((file, i) => file.Path != path && (known >= 0 ? i > known : file.ModifiedAt > age)))
        {
            // The log was rotated more than once since the last read: by the daemon, which no longer writes to older files.
            Show(_previous, ref _previousPosition, long.MaxValue);
            foreach (var text in ReadPart(between, long.MaxValue, int.MaxValue, out _))
            {
                Take(text);
            }
        }

        (_file, _position) = (files.Take(path), 0);
    }

    private void Show(OpenedLog file, ref long position, long end)
    {
        foreach (var text in LogReader.ReadLines(file, position, end))
        {
            position += text.Length;
            Take(text);
        }
    }

    /// <summary>Adds a part of a line, and writes the line once it is complete.</summary>
    private void Take(byte[] text)
    {
        _unfinished = [.. _unfinished, .. text];
        if (_unfinished is [.., (byte)'\n'])
        {
            _last = LogLine.Read(_unfinished, _last);
            _unfinished = [];
            output.Write(this, _last);
        }
    }
}
