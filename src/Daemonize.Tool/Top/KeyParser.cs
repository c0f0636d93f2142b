using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Daemonize.Tool.Top;

/// <summary>
/// Reads keys from the bytes of a terminal: UTF-8, the escape sequences of xterm, its mouse (SGR, mode 1006), pasted text (mode 2004) and
/// its answer about a mode (DECRPM). A sequence may come in parts.
/// </summary>
internal sealed class KeyParser
{
    private const byte Esc = 0x1b;

    /// <summary>Longer than any sequence that has a meaning here: the rest of a longer one is dropped.</summary>
    private const int MaxSequence = 64;

    private readonly List<byte> _pending = [];
    private bool _isPasting;

    /// <summary>Whether the last bytes may be the beginning of a sequence: if nothing follows soon, it is the key Esc.</summary>
    public bool IsPending => _pending.Count > 0;

    /// <summary>Reads the next bytes.</summary>
    public List<Key> Read(ReadOnlySpan<byte> bytes)
    {
        _pending.AddRange(bytes);
        byte[] all = [.. _pending];
        _pending.Clear();
        List<Key> keys = [];
        var rest = all.AsSpan();
        while (!rest.IsEmpty)
        {
            var (key, length) = ReadOne(rest);
            if (length == 0)
            {
                _pending.AddRange(rest);
                break;
            }

            rest = rest[length..];
            if (key.Kind != KeyKind.None)
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <summary>Ends the wait for the rest of a sequence: gives the key Esc if it was pressed.</summary>
    public List<Key> Flush()
    {
        var isEscape = _pending is [Esc, ..] && !_isPasting;
        _pending.Clear();
        return isEscape ? [new Key(KeyKind.Escape)] : [];
    }

    /// <summary>Reads one key and its length in bytes; 0 if the rest of it is missing.</summary>
    private (Key Key, int Length) ReadOne(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [Esc] => (default, 0),
        [Esc, (byte)'[', ..] => ReadSequence(bytes),
        [Esc, (byte)'O'] => (default, 0),
        [Esc, (byte)'O', var letter, ..] => (OfLetter(letter), 3),
        [Esc, ..] => (new Key(KeyKind.Escape), 1),
        _ => ReadText(bytes),
    };

    private (Key Key, int Length) ReadText(ReadOnlySpan<byte> bytes)
    {
        var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
        if (status == OperationStatus.NeedMoreData)
        {
            return (default, 0);
        }

        var kind = status == OperationStatus.Done ? KindOf(rune) : KeyKind.None;
        if (_isPasting && status == OperationStatus.Done)
        {
            kind = KeyKind.Pasted;
        }

        return (kind is KeyKind.Text or KeyKind.Pasted ? new Key(kind, rune) : new Key(kind), length);
    }

    private static KeyKind KindOf(Rune rune) => rune.Value switch
    {
        '\r' or '\n' => KeyKind.Enter,
        0x7f or '\b' => KeyKind.Backspace,
        3 => KeyKind.Interrupt,
        12 => KeyKind.Redraw,
        26 => KeyKind.Suspend,
        < ' ' => KeyKind.None,
        _ => KeyKind.Text,
    };

    /// <summary>Reads a control sequence (ECMA-48, 5.4): parameters, intermediate bytes, and a final byte.</summary>
    private (Key Key, int Length) ReadSequence(ReadOnlySpan<byte> bytes)
    {
        for (var i = 2; i < bytes.Length; i++)
        {
            if (bytes[i] is >= 0x40 and <= 0x7e)
            {
                return (OfSequence(bytes[2..i], bytes[i]), i + 1);
            }

            if (bytes[i] is < 0x20 or > 0x7e || i == MaxSequence)
            {
                return (default, i);
            }
        }

        return (default, 0);
    }

    private Key OfSequence(ReadOnlySpan<byte> parameters, byte final)
    {
        if (parameters is [(byte)'<', .. var mouse])
        {
            return _isPasting ? default : OfMouse(mouse, final);
        }

        if (final == 'y')
        {
            // 1 is set, 2 is reset; 0 is unknown, and 4 can never be set.
            return parameters.SequenceEqual("?2026;1$"u8) || parameters.SequenceEqual("?2026;2$"u8)
                ? new Key(KeyKind.Synchronized) : default;
        }

        if (final != '~')
        {
            return _isPasting ? default : OfLetter(final);
        }

        var number = NumberOf(ref parameters);
        _isPasting = number switch { 200 => true, 201 => false, _ => _isPasting };
        return new Key(
            number switch
            {
                _ when _isPasting => KeyKind.None,
                1 or 7 => KeyKind.Home,
                4 or 8 => KeyKind.End,
                5 => KeyKind.PageUp,
                6 => KeyKind.PageDown,
                _ => KeyKind.None,
            });
    }

    private static Key OfLetter(byte letter) => new(
        (char)letter switch
        {
            'A' => KeyKind.Up,
            'B' => KeyKind.Down,
            'H' => KeyKind.Home,
            'F' => KeyKind.End,
            'M' => KeyKind.Enter,
            _ => KeyKind.None,
        });

    /// <summary>Reads the mouse: the button, the column and the line, from 1. A release ends with a small letter.</summary>
    private static Key OfMouse(ReadOnlySpan<byte> text, byte final)
    {
        var (button, x, y) = (NumberOf(ref text), NumberOf(ref text), NumberOf(ref text));
        var kind = button switch
        {
            0 when final == 'M' => KeyKind.Click,
            64 => KeyKind.WheelUp,
            65 => KeyKind.WheelDown,
            _ => KeyKind.None,
        };
        return kind == KeyKind.None ? default : new Key(kind, default, x - 1, y - 1);
    }

    /// <summary>Takes a number and the semicolon after it; -1 if there is none.</summary>
    private static int NumberOf(ref ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out int number, out var length))
        {
            return -1;
        }

        text = text[Math.Min(length + 1, text.Length)..];
        return number;
    }
}
