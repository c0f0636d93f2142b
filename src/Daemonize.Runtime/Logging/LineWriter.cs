using Daemonize.Platform.Linux;

namespace Daemonize.Logging;

/// <summary>
/// Writes lines to a file that may be full. Lines that cannot be written are lost and counted; the count is written first when writing
/// works again. A line that was cut off for lack of space is kept and finished then. Not thread-safe.
/// </summary>
internal sealed class LineWriter
{
    private byte[] _rest = [];
    private long _lost;
    private int _errno;

    /// <summary>Whether a report or the end of a line is pending.</summary>
    public bool HasLost => _lost > 0 || _rest.Length > 0;

    /// <summary>Gets the record that reports lost lines.</summary>
    public static byte[] Notice(long lost, int errno) =>
        LogRecords.Format(
            LogLevels.Error, LogRecords.Name, $"{lost} {(lost == 1 ? "line was" : "lines were")} lost: {Errno.Message(errno)}",
            exception: null);

    /// <summary>
    /// Writes all lines, or loses those that cannot be written. Returns how many bytes of <paramref name="lines"/> the file took.
    /// </summary>
    public int Write(int descriptor, ReadOnlySpan<byte> lines)
    {
        if (HasLost && !TryRecover(descriptor))
        {
            Lose(lines, _errno);
            return 0;
        }

        var written = WriteSome(descriptor, lines);
        if (written < lines.Length)
        {
            var end = written == 0 || lines[written - 1] == '\n' ? written : written + LengthOfLine(lines[written..]);
            _rest = lines[written..end].ToArray();
            Lose(lines[end..], _errno);
        }

        return written;
    }

    /// <summary>Counts lines as lost.</summary>
    public void Lose(ReadOnlySpan<byte> lines, int errno)
    {
        _errno = errno;
        _lost += lines.Count((byte)'\n');
    }

    /// <summary>Finishes the line that was cut off and reports the lost ones, if that is possible by now.</summary>
    public bool TryRecover(int descriptor)
    {
        if (!TryFinish(descriptor))
        {
            return false;
        }

        if (_lost > 0)
        {
            var notice = Notice(_lost, _errno);
            var written = WriteSome(descriptor, notice);
            if (written == 0)
            {
                return false;
            }

            _lost = 0;
            _rest = notice[written..];
        }

        return _rest.Length == 0;
    }

    private bool TryFinish(int descriptor)
    {
        if (_rest.Length > 0)
        {
            _rest = _rest[WriteSome(descriptor, _rest)..];
        }

        return _rest.Length == 0;
    }

    private unsafe int WriteSome(int descriptor, ReadOnlySpan<byte> bytes)
    {
        var done = 0;
        fixed (byte* start = bytes)
        {
            while (done < bytes.Length)
            {
                var written = Libc.write(descriptor, start + done, (nuint)(bytes.Length - done));
                if (written > 0)
                {
                    done += (int)written;
                    continue;
                }

                // A file system in user space may return 0, and would do so for ever.
                _errno = written == 0 ? Libc.EIO : Errno.Last;
                if (_errno == Libc.EAGAIN)
                {
                    // A child may have made a pipe or terminal that it shares with us non-blocking.
                    _ = Poll.WaitForOutput(descriptor, long.MaxValue);
                }
                else if (_errno != Libc.EINTR)
                {
                    break;
                }
            }
        }

        return done;
    }

    private static int LengthOfLine(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : bytes.Length;
}
