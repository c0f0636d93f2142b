using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Fleet;

/// <summary>Cuts what comes through a pipe into lines, none of which can be longer than a limit.</summary>
/// <param name="descriptor">The end of the pipe to read from.</param>
/// <param name="maxLength">The longest line in bytes.</param>
internal sealed class LineReader(int descriptor, int maxLength)
{
    private const int Block = 16 * 1024;

    private byte[] _buffer = new byte[Block];
    private int _start;
    private int _searched;
    private int _end;

    /// <summary>Whether the line that <see cref="TryTake"/> has not given is longer than the limit: it will never be read.</summary>
    public bool IsTooLong => _end - _start > maxLength;

    /// <summary>Reads what has come, waiting for something; false at the end.</summary>
    public bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _searched, _end) = (0, _searched - _start, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, maxLength + Block));
        }

        var count = Descriptor.Read(descriptor, _buffer.AsSpan(_end), out _);
        _end += Math.Max(count, 0);
        return count > 0;
    }

    /// <summary>
    /// Takes the next line, without its end; false if it is not there whole, or too long. It is valid until the next <see cref="Fill"/>.
    /// </summary>
    public bool TryTake(out ReadOnlySpan<byte> line)
    {
        var length = _buffer.AsSpan(_searched.._end).IndexOf((byte)'\n');
        var end = length < 0 ? _end : _searched + length;
        line = _buffer.AsSpan(_start..end);
        if (length < 0 || line.Length > maxLength)
        {
            _searched = end;
            return false;
        }

        _start = _searched = end + 1;
        return true;
    }

    /// <summary>Gets the beginning of a line that is not whole, or too long.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start.._end);
}
