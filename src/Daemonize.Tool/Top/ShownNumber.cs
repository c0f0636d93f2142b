using Daemonize.Text;

namespace Daemonize.Tool.Top;

/// <summary>Times and sizes with a unit, as short as a column of the screen.</summary>
internal static class ShownNumber
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const int Day = 24 * Hour;
    private const long Mebi = 1 << 20;

    /// <summary>Gets a distance in whole seconds, minutes, hours or days: <c>4s</c>, <c>12m</c>.</summary>
    public static string Distance(TimeSpan time)
    {
        var seconds = (long)Math.Max(0, Math.Ceiling(time.TotalSeconds));
        return seconds switch
        {
            < 2 * Minute => $"{seconds}s",
            < 2 * Hour => $"{seconds / Minute}m",
            < 2 * Day => $"{seconds / Hour}h",
            _ => $"{seconds / Day}d",
        };
    }

    /// <summary>Gets how long a tick took, or how long it has been running, which ends with three points.</summary>
    public static string Took(TopRow row, DateTimeOffset now, bool isPlain) =>
        row.RunsSince is { } since && now - since > TimeSpan.FromSeconds(1) ? Distance(now - since) + (isPlain ? "+" : "…")
        : row.Took is { } seconds ? ShortDuration.Of(seconds)
        : "-";

    /// <summary>Gets a size of memory: <c>34M</c>.</summary>
    public static string Memory(long? bytes) => bytes switch
    {
        null => "-",
        >= 10240 * Mebi => $"{bytes.Value / 1024 / Mebi}G",
        >= Mebi => $"{bytes.Value / Mebi}M",
        _ => $"{bytes.Value / 1024}K",
    };

    /// <summary>Gets a number with one decimal, without the data of a culture.</summary>
    public static string Tenths(double? number)
    {
        if (number is not { } value)
        {
            return "-";
        }

        var tenths = (long)Math.Round(Math.Clamp(value, 0, 1e9) * 10, MidpointRounding.AwayFromZero);
        return $"{tenths / 10}.{tenths % 10}";
    }
}
