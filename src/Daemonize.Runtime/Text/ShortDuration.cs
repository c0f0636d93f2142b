namespace Daemonize.Text;

/// <summary>
/// Formats a duration with three digits and one unit for a column of a table: <c>0.02ms</c>, <c>212ms</c>, <c>1.24s</c>, <c>2m10s</c>.
/// Without the data of a culture, which would have to be loaded first.
/// </summary>
internal static class ShortDuration
{
    /// <summary>From this on, a duration has minutes.</summary>
    private const int SecondsPerMinute = 60;

    /// <summary>About the longest duration that .NET has, in seconds.</summary>
    private const double Most = 9.2e11;

    public static string Of(double seconds)
    {
        if (Round(seconds, 10) >= SecondsPerMinute * 10)
        {
            return Duration.Format(TimeSpan.FromSeconds(Math.Min(Math.Round(seconds), Most))).Replace(" ", "", StringComparison.Ordinal);
        }

        return TryFormat(seconds, 1e5, 2, "ms") ?? TryFormat(seconds, 1e4, 1, "ms") ?? TryFormat(seconds, 1e3, 0, "ms")
            ?? TryFormat(seconds, 1e2, 2, "s") ?? TryFormat(seconds, 10, 1, "s")!;
    }

    /// <summary>Formats with a number of decimals; null if more than three digits are needed.</summary>
    private static string? TryFormat(double seconds, double scale, int decimals, string unit)
    {
        var number = Round(seconds, scale);
        if (number == 0)
        {
            return "0" + unit;
        }

        if (number > 999)
        {
            return null;
        }

        var divisor = decimals switch { 0 => 1, 1 => 10, _ => 100 };
        var fraction = $"{number % divisor}".PadLeft(decimals, '0');
        return decimals == 0 ? $"{number}{unit}" : $"{number / divisor}.{fraction}{unit}";
    }

    private static long Round(double seconds, double scale) => (long)Math.Round(seconds * scale, MidpointRounding.AwayFromZero);
}
