using System.Globalization;
using Cronos;

namespace Daemonize.ServiceFiles;

/// <summary>
/// Converts a cron expression to the dictionaries of StartCalendarInterval (launchd.plist(5)). A dictionary has one number for each key,
/// so the lists, ranges and steps of an expression become several dictionaries.
/// </summary>
internal static class LaunchdCalendar
{
    /// <summary>The largest number of dictionaries: every fifth minute of office hours takes 540.</summary>
    private const int Most = 1000;

    private static readonly string[] Keys = ["Minute", "Hour", "Day", "Month", "Weekday"];

    /// <summary>Converts an expression; null if launchd cannot express it.</summary>
    /// <param name="expression">The cron expression, of five or six fields.</param>
    /// <param name="problem">The reason why launchd cannot express it, as a phrase; null if it can.</param>
    public static List<List<(string Key, int Number)>>? From(CronExpression expression, out string? problem)
    {
        // Its own text has macros, names, ranges and steps resolved: each field is * or numbers, except for L, W and #.
        var fields = expression.ToString().Split(' ');
        problem = FindProblem(fields.Length == 6 ? fields[0] : "0", fields[^5..]);
        if (problem is not null)
        {
            return null;
        }

        List<List<(string, int)>> entries = [[]];
        foreach (var (key, field) in Keys.Zip(fields[^5..]))
        {
            if (field != "*")
            {
                entries = [.. entries.SelectMany(entry => Numbers(field).Select(number => (List<(string, int)>)[.. entry, (key, number)]))];
            }
        }

        return entries;
    }

    /// <summary>
    /// Finds what launchd cannot express. Where a dictionary has a day of the week and another date, launchd starts the job on each day
    /// that matches either; a schedule ticks on days that match both.
    /// </summary>
    private static string? FindProblem(string second, string[] fields)
    {
        var (day, month, weekday) = (fields[2], fields[3], fields[4]);
        return second != "0" ? "launchd has no seconds"
            : day.AsSpan().ContainsAny("LW") || weekday.AsSpan().ContainsAny("#L") ? "launchd has no L, W and #"
            : weekday != "*" && (day != "*" || month != "*") ? "launchd cannot combine a day of the week with a day or month"
            : fields.Select(static field => field == "*" ? 1 : Numbers(field).Count).Aggregate(static (all, count) => all * count) > Most
                ? $"launchd would need more than {Most} entries"
            : null;
    }

    private static List<int> Numbers(string field) =>
        [.. field.Split(',').Select(static number => int.Parse(number, CultureInfo.InvariantCulture))];
}
