namespace Daemonize;

/// <summary>Parses file modes. The generator and the runtime share this file, so both accept the same text.</summary>
internal static class Octal
{
    /// <summary>Reads a mode as umask(1) does: "22", "022" and "0022" are equal.</summary>
    public static bool TryParse(string text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < '0' or > '7')
            {
                return false;
            }

            value = (value * 8) + (digit - '0');
        }

        return text.Length is >= 1 and <= 4 && value <= 0b111_111_111;
    }
}
