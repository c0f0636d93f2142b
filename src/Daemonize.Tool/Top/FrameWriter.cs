using System.Buffers;
using System.Buffers.Text;

namespace Daemonize.Tool.Top;

/// <summary>
/// Makes the bytes that turn one frame on a terminal into the next: only the cells that differ are written, so that nothing flickers and a
/// slow connection keeps up. All positions are absolute, so a frame does not depend on where the cursor was left.
/// </summary>
/// <param name="hasColours">Whether to use colours.</param>
internal sealed class FrameWriter(bool hasColours)
{
    /// <summary>Equal cells between two differences that are written again, which is shorter than to move the cursor over them.</summary>
    private const int ShortGap = 4;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private CellStyle _style;

    /// <summary>
    /// Whether the terminal shows a frame at once (CSI ? 2026 h, https://github.com/contour-terminal/vt-extensions): it has said so.
    /// </summary>
    public bool IsSynchronized { get; set; }

    /// <summary>Makes the bytes; none if the frames are equal.</summary>
    /// <param name="before">The frame that the terminal shows; null or one of another size to begin with a clear screen.</param>
    /// <param name="now">The frame to show.</param>
    public ReadOnlyMemory<byte> Write(Grid? before, Grid now)
    {
        _bytes.ResetWrittenCount();
        Add(IsSynchronized ? "\e[?2026h"u8 : default);
        var start = _bytes.WrittenCount;
        var known = before is not null && before.Width == now.Width && before.Height == now.Height ? before : null;
        Add(known is null ? "\e[0m\e[2J"u8 : default);
        known ??= new Grid(now.Width, now.Height);
        _style = CellStyle.None;
        for (var y = 0; y < now.Height; y++)
        {
            WriteLine(known.Line(y), now.Line(y), y);
        }

        if (_bytes.WrittenCount == start)
        {
            return default;
        }

        SetStyle(CellStyle.None);
        Add(IsSynchronized ? "\e[?2026l"u8 : default);
        return _bytes.WrittenMemory;
    }

    private void WriteLine(ReadOnlySpan<Cell> before, ReadOnlySpan<Cell> now, int y)
    {
        var cursor = -1;
        for (var x = 0; x < now.Length; x++)
        {
            if (before[x] == now[x] || now[x].IsRightHalf)
            {
                continue;
            }

            if (cursor < 0 || x - cursor > ShortGap)
            {
                MoveTo(x, y);
                cursor = x;
            }

            for (; cursor <= x; cursor++)
            {
                WriteCell(now[cursor]);
            }

            cursor += x + 1 < now.Length && now[x + 1].IsRightHalf ? 1 : 0;
        }
    }

    private void WriteCell(Cell cell)
    {
        if (cell.IsRightHalf)
        {
            return;
        }

        SetStyle(cell.Style);
        _bytes.Advance(cell.Rune.EncodeToUtf8(_bytes.GetSpan(4)));
    }

    private void SetStyle(CellStyle style)
    {
        if (!hasColours)
        {
            style &= CellStyle.Bold | CellStyle.Reverse;
        }

        if (style == _style)
        {
            return;
        }

        _style = style;
        Add("\e[0"u8);
        Add(style.HasFlag(CellStyle.Bold) ? ";1"u8 : default);
        Add(style.HasFlag(CellStyle.Dim) ? ";2"u8 : default);
        Add(style.HasFlag(CellStyle.Reverse) ? ";7"u8 : default);
        Add(style.HasFlag(CellStyle.Red) ? ";31"u8 : default);
        Add(style.HasFlag(CellStyle.Green) ? ";32"u8 : default);
        Add(style.HasFlag(CellStyle.Yellow) ? ";33"u8 : default);
        Add("m"u8);
    }

    private void MoveTo(int x, int y)
    {
        Add("\e["u8);
        Add(y + 1);
        Add(";"u8);
        Add(x + 1);
        Add("H"u8);
    }

    private void Add(int number)
    {
        _ = Utf8Formatter.TryFormat(number, _bytes.GetSpan(11), out var length);
        _bytes.Advance(length);
    }

    private void Add(ReadOnlySpan<byte> text) => _bytes.Write(text);
}
