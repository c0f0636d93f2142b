using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Commands;

/// <summary>One log that is read from its end on.</summary>
internal sealed class LogTail(DaemonInstance instance, LogOutput output) : IDisposable
{
    private const int BlockSize = 32 * 1024;

    private readonly byte[] _block = new byte[BlockSize];
    private Descriptor? _file;
    private long _position;
    private Descriptor? _previous;
    private long _previousPosition;

    public string Path => instance.LogFile;

    /// <summary>Shows the last lines there are; false when there is no log.</summary>
    public bool ShowEnd(int lines)
    {
        if (!TryOpen())
        {
            return false;
        }

        var end = Size();
        _position = FindLastLines(end, lines);
        ShowTo(end, _file!, ref _position);
        return true;
    }

    /// <summary>Shows what was added, the rest of a file that was moved away and the whole of a new one included.</summary>
    public void ShowNew()
    {
        if (_file is null)
        {
            _ = TryOpen();
        }
        else if (!OwnedFile.IsStillAt(Path, _file) && FileFacts.TryRead(Path, out _, out _))
        {
            GoOn();
        }

        // In this order: the daemon goes from the old file to the new one thread by thread, and what each writes comes in its order.
        var end = _file is null ? 0 : Size();
        if (_previous is not null)
        {
            ShowTo(long.MaxValue, _previous, ref _previousPosition);
        }

        if (_file is not null)
        {
            if (end < _position)
            {
                // Truncated in place, as logrotate's copytruncate does.
                _position = 0;
            }

            ShowTo(end, _file, ref _position);
        }
    }

    public void Dispose()
    {
        _previous?.Dispose();
        _file?.Dispose();
    }

    /// <summary>From a file that was moved away to the new one of its name. The daemon may write to the old one for a moment yet, so it is kept till the next time.</summary>
    private void GoOn()
    {
        if (_previous is not null)
        {
            ShowTo(long.MaxValue, _previous, ref _previousPosition);
            _previous.Dispose();
        }

        (_previous, _previousPosition) = (_file, _position);
        (_file, _position) = (null, 0);
        _ = TryOpen();
    }

    private bool TryOpen()
    {
        var number = Libc.open(Path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0);
        if (number < 0)
        {
            var errno = Errno.Last;
            return errno == Libc.ENOENT ? false : throw Errno.Exception($"read {Path}", errno);
        }

        _file = new Descriptor(number);
        return true;
    }

    private long Size() => FileFacts.TryRead(_file!.Number, out var facts, out var errno) ? facts.Size : throw Errno.Exception($"read {Path}", errno);

    private void ShowTo(long end, Descriptor file, ref long position)
    {
        while (position < end && ReadAt(file, position) is > 0 and var length)
        {
            var shown = (int)Math.Min(length, end - position);
            output.Write(instance.Name, _block.AsSpan(0, shown));
            position += shown;
        }
    }

    /// <summary>Where the last <paramref name="lines"/> lines begin, found block by block from the end, so that a large log costs no more than a small one.</summary>
    private long FindLastLines(long end, int lines)
    {
        // The last line end closes the last line and begins none.
        var left = lines + 1;
        for (var start = end; start > 0;)
        {
            var blockStart = Math.Max(0, start - BlockSize);
            var length = (int)Math.Min(ReadAt(_file!, blockStart), start - blockStart);
            for (var i = length - 1; i >= 0; i--)
            {
                var isUnfinished = blockStart + i == end - 1 && _block[i] != (byte)'\n';
                if ((isUnfinished || _block[i] == (byte)'\n') && --left == 0)
                {
                    return blockStart + i + 1;
                }
            }

            start = blockStart;
        }

        return 0;
    }

    private unsafe int ReadAt(Descriptor file, long position)
    {
        fixed (byte* block = _block)
        {
            var length = Libc.pread(file.Number, block, BlockSize, position);
            return length >= 0 ? (int)length : throw Errno.Exception($"read {Path}", Errno.Last);
        }
    }
}
