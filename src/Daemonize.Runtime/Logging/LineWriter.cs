using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Logging;

/// <summary>
/// Writes lines to a file that may be full. What cannot be written is lost and counted; the count is the first thing that is written when that works again.
/// A line that was cut by the end of the space is kept, and finished then. Not for several threads at a time.
/// </summary>
internal sealed class LineWriter
{
    private byte[] _rest = [];
    private long _lost;
    private int _errno;

    /// <summary>Whether a report or the end of a line is pending.</summary>
    public bool HasLost => _lost > 0 || _rest.Length > 0;

    /// <summary>The record that reports lost lines.</summary>
    public static byte[] Notice(long lost, int errno) =>
        LogRecords.Format(LogLevels.Error, LogRecords.Name, $"{lost} {(lost == 1 ? "line was" : "lines were")} lost: {Errno.Message(errno)}", exception: null);

    /// <summary>Writes all, or loses what cannot be written. Gives how many bytes of <paramref name="lines"/> the file got.</summary>
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

    /// <summary>Finishes the line that was cut and reports the lost ones, if that is possible by now.</summary>
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

                // A file system in user space may answer 0, and would for ever.
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
