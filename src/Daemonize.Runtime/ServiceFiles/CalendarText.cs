using System.Globalization;
using Cronos;

namespace Daemonize.ServiceFiles;

/// <summary>Converts a cron expression to systemd's format (systemd.time(7), "Calendar events").</summary>
internal static class CalendarText
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>Converts an expression. Throws for one that systemd cannot express.</summary>
    /// <param name="expression">The cron expression, of five or six fields.</param>
    /// <param name="zone">The IANA name of its time zone; null for the time zone of the machine.</param>
    public static string From(CronExpression expression, string? zone)
    {
        // Its own text has macros, names, ranges and steps resolved: each field is * or numbers, except for L, W and #.
        var fields = expression.ToString().Split(' ');
        var second = fields.Length == 6 ? fields[0] : "0";
        if (fields[^5..] is not [var minute, var hour, var day, var month, var weekday] || day.Contains('W', StringComparison.Ordinal)
            || weekday.AsSpan().ContainsAny("#L"))
        {
            throw new DaemonException(
                $"systemd has no calendar event for '{expression}' (W, # and the last weekday of a month); leave --timer out",
                DaemonExitCode.Usage);
        }

        var date = day[0] == 'L' ? $"*-{List(month, 12, "00")}~{FromEnd(day)}" : $"*-{List(month, 12, "00")}-{List(day, 31, "00")}";
        var time = $"{List(hour, 23, "00")}:{List(minute, 59, "00")}:{List(second, 59, "00")}";
        var weekdays = weekday == "*" ? "" : Join(Numbers(weekday), static number => Days[number]) + " ";
        return $"{weekdays}{date} {time}{(zone is null ? "" : " " + zone)}";
    }

    /// <summary>Counts from the last day, which is 1 here and 0 in cron: <c>L</c>, <c>L-3</c>.</summary>
    private static string FromEnd(string day) =>
        (day.Length > 2 ? int.Parse(day.AsSpan(2), CultureInfo.InvariantCulture) + 1 : 1).ToString("00", CultureInfo.InvariantCulture);

    private static List<int> Numbers(string field) =>
        [.. field.Split(',').Select(static number => int.Parse(number, CultureInfo.InvariantCulture))];

    /// <summary>Writes numbers at equal distances up to the end as a step, and consecutive numbers as a range.</summary>
    private static string List(string field, int last, string format)
    {
        if (field == "*")
        {
            return field;
        }

        var numbers = Numbers(field);
        var step = numbers.Count > 2 ? numbers[1] - numbers[0] : 0;
        if (step > 1 && numbers[^1] + step > last && numbers.Zip(numbers.Skip(1)).All(pair => pair.Second - pair.First == step))
        {
            return $"{Text(numbers[0])}/{step}";
        }

        return Join(numbers, Text);

        string Text(int number) => number.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Join(List<int> numbers, Converter<int, string> text)
    {
        List<string> parts = [];
        for (var (begin, i) = (0, 0); i < numbers.Count; i++)
        {
            if (i + 1 < numbers.Count && numbers[i + 1] == numbers[i] + 1)
            {
                continue;
            }

            parts.Add(
                i - begin < 2 ? string.Join(',', numbers[begin..(i + 1)].ConvertAll(text)) : $"{text(numbers[begin])}..{text(numbers[i])}");
            begin = i + 1;
        }

        return string.Join(',', parts);
    }
}
