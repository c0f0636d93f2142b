using System.Diagnostics;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Places;
using Daemonize.Platform;

namespace Daemonize.LogOutput;

/// <summary>
/// A log file that the pump writes. It is moved away between two lines when it is large enough, and reopened after another process has
/// moved or removed it.
/// </summary>
internal sealed class FileSink(DaemonInstance instance, string path, LogHandle file, Rotation rotation) : ILogSink
{
    /// <summary>
    /// How many files are tried in a row that are full, or moved away by another process just after they were opened: lines are written
    /// whatever a file system answers.
    /// </summary>
    private const int Attempts = 5;

    private static readonly long Second = Stopwatch.Frequency;

    private readonly LineWriter _writer = new();
    private readonly HashSet<string> _told = [];
    private LogCompressor? _compressor;
    private LogHandle _file = file;
    private long _size = file.Size;
    private bool _isMidLine;
    private bool _isGone;
    private bool _wasMissing;
    private long _lockedSince;
    private long _nextLook;
    private long _nextRotation;

    public LogHandle Log => _file;

    public bool HasLost => _writer.HasLost;

    public void Write(ReadOnlySpan<byte> lines)
    {
        // Not in the constructor: it inspects the file that is in use.
        _compressor ??= rotation.Compress ? LogCompressor.Start(path, IsInUse) : null;
        Look();
        while (!lines.IsEmpty)
        {
            MakeRoom(lines);
            var length = LengthThatFits(lines);
            if (length == 0)
            {
                // A file that cannot be moved away grows; a line that is longer than a whole log is not cut.
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
            _ = _writer.TryRecover(_file);
        }
    }

    public void Reopen()
    {
        Directories.CreateLogDirectory(path, instance.Program);
        var file = LogFile.Open(path);
        if (!file.IsSameFileAs(_file))
        {
            // If the file is the same, do not retry at once what has just failed.
            _nextRotation = 0;
            _lockedSince = 0;
        }

        _file.Dispose();
        _file = file;
        _size = file.Size;
        _isGone = false;
        _wasMissing = false;
    }

    private bool IsBetweenLines => !_isMidLine && _size > 0;

    /// <summary>Whether a file is the one that is written to, which by now may have the name of a file that was moved away.</summary>
    private bool IsInUse(LogHandle other) => other.IsSameFileAs(_file);

    /// <summary>Moves the file away if the first of <paramref name="lines"/> does not fit and the file can be moved.</summary>
    private void MakeRoom(ReadOnlySpan<byte> lines)
    {
        for (var attempt = 0; IsBetweenLines && LengthThatFits(lines) == 0 && TryRotate(); attempt++)
        {
            if (attempt == Attempts)
            {
                _nextRotation = Stopwatch.GetTimestamp() + Second;
                Tell(
                    $"cannot move the log {path} away: each time that it is opened, another file is at its place; it grows beyond " +
                    "LogMaxSize");
                return;
            }
        }
    }

    /// <summary>
    /// Gets how much of <paramref name="lines"/> the file takes before it is moved away: whole lines, or the rest of a long one.
    /// </summary>
    private int LengthThatFits(ReadOnlySpan<byte> lines)
    {
        var room = rotation.MaxSize - _size;
        return lines.Length <= room ? lines.Length
            : room <= 0 ? 0 : lines[..(int)room].LastIndexOf((byte)'\n') + 1;
    }

    private void Append(ReadOnlySpan<byte> lines)
    {
        if (_isGone)
        {
            _writer.Lose(lines, LogHandle.NoSuchFile);
        }
        else
        {
            _size += _writer.Write(_file, lines);
        }

        _isMidLine = lines[^1] != '\n';
    }

    /// <summary>Checks, at most once a second, whether the file is still at its place.</summary>
    private void Look()
    {
        var now = Stopwatch.GetTimestamp();
        if (now < _nextLook || _isMidLine)
        {
            return;
        }

        _nextLook = now + Second;
        if (_file.IsStillAt(path))
        {
            _wasMissing = false;
        }
        else if (PathEntry.Exists(path) || _wasMissing)
        {
            // Not at the first time that the file is missing: logrotate has moved it away and is about to create the next one, and to
            // report that.
            TryReopen();
        }
        else
        {
            _wasMissing = true;
        }
    }

    /// <summary>Opens a new file. If that fails, the old one stays in use, unless nobody can read it any more.</summary>
    private void TryReopen()
    {
        try
        {
            Reopen();
            _compressor?.Wake();
        }
        catch (DaemonException exception)
        {
            _isGone = _file.IsRemoved;
            Tell(exception.Message);
        }
    }

    /// <summary>
    /// Moves the file away and returns whether there may be room now. At most once a second, unless each attempt finds another file.
    /// </summary>
    private bool TryRotate()
    {
        var now = Stopwatch.GetTimestamp();
        if (now < _nextRotation)
        {
            return false;
        }

        if (_file.IsSmallerThan(_size, out var size))
        {
            // Truncated in place, as by logrotate's copytruncate.
            _size = size;
            return true;
        }

        _nextRotation = now + Second;
        var result = rotation.TryMoveAway(path, _file, out var problem);
        if (result == MoveResult.Moved || (result == MoveResult.WasMoved && PathEntry.Exists(path)))
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

    /// <summary>
    /// Whether the lock is held for a second, and so not by another daemon that moves the file: that takes an instant, and the new file is
    /// found soon after.
    /// </summary>
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

    /// <summary>
    /// Logs a message once, until the log has been moved away again. Not through <see cref="Logging.Log"/>, which leads back here.
    /// </summary>
    private void Tell(string message)
    {
        if (_told.Add(message))
        {
            Append(LogRecords.Format(LogLevels.Error, instance.Name, message, exception: null));
        }
    }
}
