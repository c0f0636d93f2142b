using System.Text.Encodings.Web;

namespace Daemonize.Reporting;

/// <summary>
/// Escapes what JSON requires, and control characters, which would act on a terminal. At their first use, the encoders of .NET build tables
/// and vectorised searches that are not compiled ahead: 17 methods for the JIT in each start (docs/performance.md). Short texts need no
/// vectors.
/// </summary>
internal sealed unsafe class PlainEncoder : JavaScriptEncoder
{
    public static readonly PlainEncoder Instance = new();

    /// <summary>Six characters, the length of <c>\u001b</c>.</summary>
    public override int MaxOutputCharactersPerInputCharacter => 6;

    /// <summary>
    /// Tells whether a character is escaped. U+FFFD stands for half a surrogate pair, which the base class escapes; it is the same
    /// text wherever it comes from.
    /// </summary>
    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is < ' ' or '"' or '\\' or (>= '\u007f' and <= '\u009f') or '\ufffd';

    /// <summary>
    /// Finds the first character to escape or replace. This includes every surrogate: the caller must replace half a pair.
    /// </summary>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
        {
            if (WillEncode(text[i]) || char.IsSurrogate(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Finds the first byte to escape in a member name, which has only ASCII letters.</summary>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        for (var i = 0; i < utf8Text.Length; i++)
        {
            if (WillEncode(utf8Text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Writes the escape sequence of a character. Characters beyond U+FFFF are never escaped.</summary>
    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var isShort = unicodeScalar is '"' or '\\';
        numberOfCharactersWritten = isShort ? 2 : MaxOutputCharactersPerInputCharacter;
        if (bufferLength < numberOfCharactersWritten)
        {
            numberOfCharactersWritten = 0;
            return false;
        }

        var escape = new Span<char>(buffer, numberOfCharactersWritten);
        escape[0] = '\\';
        escape[1] = isShort ? (char)unicodeScalar : 'u';
        for (var i = 2; i < escape.Length; i++)
        {
            escape[i] = HexDigit((unicodeScalar >> (4 * (escape.Length - 1 - i))) & 0xf);
        }

        return true;
    }

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);
}
