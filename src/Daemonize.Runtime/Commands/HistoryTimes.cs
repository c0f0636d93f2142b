using System.Globalization;

namespace Daemonize.Commands;

/// <summary>Formats the times of a history in the zone of the person who looks at it, in their order.</summary>
/// <param name="style">The zone, and whether it is for a terminal.</param>
/// <param name="hasMilliseconds">Whether times on a terminal have milliseconds.</param>
internal sealed class HistoryTimes(HistoryStyle style, bool hasMilliseconds)
{
    private readonly DateTime _today = TimeZoneInfo.ConvertTime(style.Now, style.Zone).Date;
    private TimeSpan? _offset;

    /// <summary>Names the zone and the offset of a time, which holds for the times after it until one has another.</summary>
    public string NameZone(DateTimeOffset first)
    {
        var local = TimeZoneInfo.ConvertTime(first, style.Zone);
        _offset = local.Offset;
        return style.Zone.HasSameRules(TimeZoneInfo.Utc) ? "times in UTC" : $"times in {style.Zone.Id}, UTC{Offset(local)}";
    }

    /// <summary>
    /// Formats the next time. On a terminal, the date is left out today, and the offset if it is as before: when the clock is set back, two
    /// times with the same digits are an hour apart. In a pipe, every time has all of it.
    /// </summary>
    public string Of(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, style.Zone);
        if (!style.IsDrawn)
        {
            return Format(local, "yyyy-MM-dd'T'HH:mm:ss.fffzzz");
        }

        var hasOffset = _offset is { } offset && offset != local.Offset;
        _offset = local.Offset;
        var form = (local.Date == _today ? "" : "yyyy-MM-dd ") + (hasMilliseconds ? "HH:mm:ss.fff" : "HH:mm:ss");
        return Format(local, form) + (hasOffset ? Offset(local) : "");
    }

    private static string Offset(DateTimeOffset time) => Format(time, "zzz");

    private static string Format(DateTimeOffset time, string form) => time.ToString(form, CultureInfo.InvariantCulture);
}
