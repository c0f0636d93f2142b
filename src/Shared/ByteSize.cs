namespace Daemonize;

/// <summary>Parses sizes. The generator and the runtime share this file, so both accept the same text.</summary>
internal static class ByteSize
{
    /// <summary>The accepted formats, for the message about a wrong value; the range follows.</summary>
    public const string AcceptedFrom = "a size such as 512MB or 2GB (powers of 1024), from ";

    /// <summary>2^63 - 1.</summary>
    public const string Greatest = "9223372036854775807 bytes";

    private const int Step = 1024;

    private static readonly string[] Units = ["", "K", "M", "G", "T"];

    /// <summary>Reads "1048576", "512K", "512KB" or "512KiB"; each larger unit is 1024 times the previous one.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var at = 0;
        for (; at < text.Length && text[at] is >= '0' and <= '9'; at++)
        {
            var digit = text[at] - '0';
            if (bytes > (long.MaxValue - digit) / 10)
            {
                return false;
            }

            bytes = (bytes * 10) + digit;
        }

        return at > 0 && TryScale(text.Substring(at), ref bytes);
    }

    private static bool TryScale(string unit, ref long bytes)
    {
        unit = unit.TrimStart(' ');
        var end = unit.Length;
        end -= end > 0 && unit[end - 1] is 'B' or 'b' ? 1 : 0;
        end -= end > 1 && end < unit.Length && unit[end - 1] is 'I' or 'i' ? 1 : 0;
        unit = unit.Substring(0, end);
        var power = Array.FindIndex(Units, known => string.Equals(known, unit, StringComparison.OrdinalIgnoreCase));
        for (var i = 0; i < power; i++)
        {
            if (bytes > long.MaxValue / Step)
            {
                return false;
            }

            bytes *= Step;
        }

        return power >= 0;
    }
}
