using System.Diagnostics;
using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Logging;

/// <summary>
/// A log file that the pump writes: moved away between two lines when it is large enough, and found again when somebody else has moved or removed it.
/// </summary>
internal sealed class FileSink(DaemonInstance instance, string path, Descriptor file, Rotation rotation) : ILogSink
{
    private static readonly long Second = Stopwatch.Frequency;

    private readonly LineWriter _writer = new();
    private readonly LogCompressor? _compressor = rotation.Compress ? LogCompressor.Start(path) : null;
    private Descriptor _file = file;
    private long _size = SizeOf(file);
    private bool _isMidLine;
    private bool _isGone;
    private bool _wasMissing;
    private int _told;
    private long _nextLook;
    private long _nextRotation;

    public int Descriptor => _file.Number;

    public bool HasLost => _writer.HasLost;

    public void Write(ReadOnlySpan<byte> lines)
    {
        Look();
        while (!lines.IsEmpty)
        {
            var length = LengthThatFits(lines);
            if (length == 0)
            {
                var isBetweenLines = !_isMidLine && _size > 0;
                if (isBetweenLines && TryRotate())
                {
                    continue;
                }

                // What cannot be moved away grows; and a line that is longer than a whole log is not cut.
                length = !isBetweenLines && lines.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : lines.Length;
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
        Directories.CreateLogDirectory(path, instance.Program.Name);
        var file = LogFile.Open(path);
        _file.Dispose();
        _file = file;
        _size = SizeOf(file);
        _isGone = false;
        _wasMissing = false;
        _nextRotation = 0;
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
        else if (FileFacts.TryReadLink(path, out _, out _) || _wasMissing)
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
        }
        catch (DaemonException exception)
        {
            _isGone = FileFacts.TryRead(_file.Number, out var facts, out _) && facts.Links == 0;
            Tell(exception.Message, exception.ExitCode + 1);
        }
    }

    /// <summary>Whether there is more room than before, so that it is worth to look again.</summary>
    private bool TryRotate()
    {
        var now = Stopwatch.GetTimestamp();
        if (now < _nextRotation)
        {
            return false;
        }

        if (SizeOf(_file) is var size && size < _size)
        {
            // Truncated in place, as logrotate's copytruncate does.
            _size = size;
            return true;
        }

        _nextRotation = now + Second;
        if (!rotation.TryMoveAway(path, _file, out var errno))
        {
            if (errno != 0)
            {
                Tell($"cannot move the log {path} away: {Errno.Message(errno)}; it grows beyond LogMaxSize", errno);
            }

            return errno == 0 && FileFacts.TryReadLink(path, out _, out _) && TryFollow();
        }

        return TryFollow();
    }

    /// <summary>From a file that has been moved away to the one at its place.</summary>
    private bool TryFollow()
    {
        TryReopen();
        _compressor?.Wake();
        return !_isGone && _size < rotation.MaxSize;
    }

    /// <summary>Says a thing once. Not through the log's own way, which leads back to here.</summary>
    private void Tell(string message, int kind)
    {
        if (_told != kind)
        {
            _told = kind;
            Append(LogRecords.Format(LogLevels.Error, instance.Name, message, exception: null));
        }
    }

    private static long SizeOf(Descriptor file) => FileFacts.TryRead(file.Number, out var facts, out _) ? facts.Size : 0;
}
