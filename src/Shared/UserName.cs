namespace Daemonize;

/// <summary>Checks the names of users and groups. The generator and the runtime share this file.</summary>
internal static class UserName
{
    public const string Accepted = "a name, or an id from 0 to 4294967294";

    /// <summary>
    /// Whether a text can be a name in the user database, where a line has fields between colons. A number must be a valid id; the largest
    /// means "unchanged" to setresuid(2).
    /// </summary>
    public static bool IsValid(string text)
    {
        var isNumber = text.Length > 0;
        foreach (var character in text)
        {
            if (character is ':' or ',' or '/' || char.IsWhiteSpace(character) || char.IsControl(character))
            {
                return false;
            }

            isNumber &= character is >= '0' and <= '9';
        }

        return text.Length > 0 && text[0] != '-' && (!isNumber || TryParseId(text, out _));
    }

    public static bool TryParseId(string text, out uint id)
    {
        // An id has at most ten digits, and ten digits do not overflow a long.
        const int mostDigits = 10;
        var number = 0L;
        foreach (var character in text.Length > mostDigits ? "" : text)
        {
            number = character is >= '0' and <= '9' ? (number * 10) + (character - '0') : uint.MaxValue;
        }

        id = (uint)Math.Min(number, uint.MaxValue);
        return text.Length is > 0 and <= mostDigits && number < uint.MaxValue;
    }
}
