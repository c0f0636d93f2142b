using System.Diagnostics;
using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Logging;

/// <summary>
/// A log file that the pump writes: moved away between two lines when it is large enough, and found again when somebody else has moved or removed it.
/// </summary>
internal sealed class FileSink(DaemonInstance instance, string path, Descriptor file, Rotation rotation) : ILogSink
{
    /// <summary>
    /// How many files are tried in a row that are full, or moved away by somebody else in the moment after they were opened: whatever a file system answers, lines get
    /// written.
    /// </summary>
    private const int Attempts = 5;

    private static readonly long Second = Stopwatch.Frequency;

    private readonly LineWriter _writer = new();
    private readonly HashSet<string> _told = [];
    private LogCompressor? _compressor;
    private Descriptor _file = file;
    private long _size = SizeOf(file);
    private bool _isMidLine;
    private bool _isGone;
    private bool _wasMissing;
    private long _lockedSince;
    private long _nextLook;
    private long _nextRotation;

    public int Descriptor => _file.Number;

    public bool HasLost => _writer.HasLost;

    public void Write(ReadOnlySpan<byte> lines)
    {
        // Not in the constructor: it looks at the file that is in use.
        _compressor ??= rotation.Compress ? LogCompressor.Start(path, IsInUse) : null;
        Look();
        while (!lines.IsEmpty)
        {
            MakeRoom(lines);
            var length = LengthThatFits(lines);
            if (length == 0)
            {
                // What cannot be moved away grows; and a line that is longer than a whole log is not cut.
                length = !IsBetweenLines && lines.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : lines.Length;
            }

            Append(lines[..length]);
            lines = lines[length..];
        }
    }

    public void TryRecover()
    {
        Look();
        if (!_isGone)
        {
            _ = _writer.TryRecover(_file.Number);
        }
    }

    public void Reopen()
    {
        Directories.CreateLogDirectory(path, instance.Program);
        var file = LogFile.Open(path);
        if (!IsInUse(file))
        {
            // The same file is no reason to try at once what has just failed.
            _nextRotation = 0;
            _lockedSince = 0;
        }

        _file.Dispose();
        _file = file;
        _size = SizeOf(file);
        _isGone = false;
        _wasMissing = false;
    }

    private bool IsBetweenLines => !_isMidLine && _size > 0;

    /// <summary>Whether that is the file that is written to, which by now may have the name of one that was moved away.</summary>
    private bool IsInUse(Descriptor file) =>
        FileStat.TryRead(file.Number, out var facts, out _) && FileStat.TryRead(_file.Number, out var own, out _) && facts.IsSameFile(own);

    /// <summary>Moves the file away where the first of <paramref name="lines"/> does not fit, if that can be done.</summary>
    private void MakeRoom(ReadOnlySpan<byte> lines)
    {
        for (var attempt = 0; IsBetweenLines && LengthThatFits(lines) == 0 && TryRotate(); attempt++)
        {
            if (attempt == Attempts)
            {
                _nextRotation = Stopwatch.GetTimestamp() + Second;
                Tell($"cannot move the log {path} away: each time that it is opened, another file is at its place; it grows beyond LogMaxSize");
                return;
            }
        }
    }

    /// <summary>How much of <paramref name="lines"/> the file takes before it is to be moved away: whole lines, or the rest of a long one.</summary>
    private int LengthThatFits(ReadOnlySpan<byte> lines)
    {
        var room = rotation.MaxSize - _size;
        return lines.Length <= room ? lines.Length : room <= 0 ? 0 : lines[..(int)room].LastIndexOf((byte)'\n') + 1;
    }

    private void Append(ReadOnlySpan<byte> lines)
    {
        if (_isGone)
        {
            _writer.Lose(lines, Libc.ENOENT);
        }
        else
        {
            _size += _writer.Write(_file.Number, lines);
        }

        _isMidLine = lines[^1] != '\n';
    }

    /// <summary>Once a second at most: whether the file is still at its place.</summary>
    private void Look()
    {
        var now = Stopwatch.GetTimestamp();
        if (now < _nextLook || _isMidLine)
        {
            return;
        }

        _nextLook = now + Second;
        if (OwnedFile.IsStillAt(path, _file))
        {
            _wasMissing = false;
        }
        else if (FileStat.TryReadLink(path, out _, out _) || _wasMissing)
        {
            // Not at the first time where there is none: logrotate has moved it away and is about to create the next one, and to say so.
            TryReopen();
        }
        else
        {
            _wasMissing = true;
        }
    }

    /// <summary>Where there can be no new file the old one stays in use, unless nobody can read it any more.</summary>
    private void TryReopen()
    {
        try
        {
            Reopen();
            _compressor?.Wake();
        }
        catch (DaemonException exception)
        {
            _isGone = FileStat.TryRead(_file.Number, out var facts, out _) && facts.Links == 0;
            Tell(exception.Message);
        }
    }

    /// <summary>Whether it is worth looking again whether there is room. Once a second at most, unless each time another file is found.</summary>
    private bool TryRotate()
    {
        var now = Stopwatch.GetTimestamp();
        if (now < _nextRotation)
        {
            return false;
        }

        if (FileStat.TryRead(_file.Number, out var facts, out _) && facts.Size < _size)
        {
            // Truncated in place, as logrotate's copytruncate does.
            _size = facts.Size;
            return true;
        }

        _nextRotation = now + Second;
        var result = rotation.TryMoveAway(path, _file, out var problem);
        if (result == MoveResult.Moved || (result == MoveResult.WasMoved && FileStat.TryReadLink(path, out _, out _)))
        {
            if (result == MoveResult.Moved)
            {
                _told.Clear();
            }

            TryReopen();
            return !_isGone && _nextRotation == 0;
        }

        if (result != MoveResult.Locked || IsLockedForLong(now))
        {
            _lockedSince = 0;
            if (problem.Length > 0)
            {
                Tell($"cannot move the log {path} away: {problem}; it grows beyond LogMaxSize");
            }
        }

        return false;
    }

    /// <summary>Another daemon that moves it is done in an instant, and followed soon; who holds the lock for a second is somebody else.</summary>
    private bool IsLockedForLong(long now)
    {
        _lockedSince = _lockedSince == 0 ? now : _lockedSince;
        if (now - _lockedSince >= Second)
        {
            return true;
        }

        _nextRotation = now + (Second / 100);
        return false;
    }

    /// <summary>Says a thing once, until the log has been moved away again. Not through the log's own way, which leads back to here.</summary>
    private void Tell(string message)
    {
        if (_told.Add(message))
        {
            Append(LogRecords.Format(LogLevels.Error, instance.Name, message, exception: null));
        }
    }

    private static long SizeOf(Descriptor file) => FileStat.TryRead(file.Number, out var facts, out _) ? facts.Size : 0;
}
