using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Logging;

/// <summary>
/// Writes lines to a file that may be full. Lines that cannot be written are lost and counted; the count is written first when writing
/// works again. A line that was cut off for lack of space is kept and finished then. Not thread-safe.
/// </summary>
internal sealed class LineWriter
{
    private byte[] _rest = [];
    private long _lost;
    private string _problem = "";

    /// <summary>Whether a report or the end of a line is pending.</summary>
    public bool HasLost => _lost > 0 || _rest.Length > 0;

    /// <summary>Gets the record that reports lost lines.</summary>
    public static byte[] Notice(long lost, string problem) =>
        LogRecords.Format(
            LogLevels.Error, LogRecords.Name, $"{Plural.Of(lost, "line was", "lines were")} lost: {problem}", exception: null);

    /// <summary>
    /// Writes all lines, or loses those that cannot be written. Returns how many bytes of <paramref name="lines"/> the file took.
    /// </summary>
    public int Write(LogHandle log, ReadOnlySpan<byte> lines)
    {
        if (HasLost && !TryRecover(log))
        {
            Lose(lines, _problem);
            return 0;
        }

        var written = WriteSome(log, lines);
        if (written < lines.Length)
        {
            var end = written == 0 || lines[written - 1] == '\n' ? written : written + LengthOfLine(lines[written..]);
            _rest = lines[written..end].ToArray();
            Lose(lines[end..], _problem);
        }

        return written;
    }

    /// <summary>Counts lines as lost.</summary>
    public void Lose(ReadOnlySpan<byte> lines, string problem)
    {
        _problem = problem;
        _lost += lines.Count((byte)'\n');
    }

    /// <summary>Finishes the line that was cut off and reports the lost ones, if that is possible by now.</summary>
    public bool TryRecover(LogHandle log)
    {
        if (!TryFinish(log))
        {
            return false;
        }

        if (_lost > 0)
        {
            var notice = Notice(_lost, _problem);
            var written = WriteSome(log, notice);
            if (written == 0)
            {
                return false;
            }

            _lost = 0;
            _rest = notice[written..];
        }

        return _rest.Length == 0;
    }

    private bool TryFinish(LogHandle log)
    {
        if (_rest.Length > 0)
        {
            _rest = _rest[WriteSome(log, _rest)..];
        }

        return _rest.Length == 0;
    }

    private int WriteSome(LogHandle log, ReadOnlySpan<byte> bytes)
    {
        var written = log.Write(bytes, out var problem);
        _problem = problem ?? _problem;
        return written;
    }

    private static int LengthOfLine(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : bytes.Length;
}
