namespace Daemonize;

/// <summary>The one reader of file modes. The generator and the runtime share this file, so that what compiles is what runs.</summary>
internal static class Octal
{
    /// <summary>As umask(1) reads it: "22", "022" and "0022" are one mask.</summary>
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
