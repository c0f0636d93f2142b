using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace Daemonize;

/// <summary>The one reader of cron expressions. The generator and the runtime share this file, so that what compiles is what runs.</summary>
internal static class CronText
{
    public const string Accepted = "a cron expression of five fields, or six with seconds first, such as \"*/5 * * * *\", a macro such as @daily, or off";

    /// <summary>Where no time comes by itself.</summary>
    public const string Off = "off";

    // Any time does: what does not come in the years after it, of which Cronos looks at all up to 2099, does not come at all.
    private static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Whether it names a time that comes: 30 February does not.</summary>
    public static bool Comes(CronExpression expression) => expression.GetNextOccurrence(Earliest, inclusive: true) is not null;

    /// <summary>Reads an expression other than "off".</summary>
    /// <param name="text">The expression.</param>
    /// <param name="expression">What it means.</param>
    /// <param name="mistake">Why it cannot be read, as a phrase.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronExpression? expression, [NotNullWhen(false)] out string? mistake)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            (expression, mistake) = (null, "it is empty");
            return false;
        }

        try
        {
            expression = CronExpression.Parse(text, CountFields(text) == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
            mistake = null;
            return true;
        }
        catch (CronFormatException exception)
        {
            expression = null;
            mistake = exception.Message.TrimEnd('.');
            return false;
        }
    }

    /// <summary>What that means, behind the expression.</summary>
    public const string BothDays =
        "comes on days that match both the day of month and the day of week, unlike in cron(8), where either is enough: "
        + "write '*' for one of them";

    /// <summary>
    /// Whether an expression restricts both the day of month and the day of week. A day must match both here; cron(8) takes one that matches either. A field that
    /// begins with an asterisk restricts nothing in this sense, in cron(8) too.
    /// </summary>
    public static bool RestrictsBothDays(string text) =>
        Fields(text) is [.., var dayOfMonth, _, var dayOfWeek] and { Length: 5 or 6 } && IsRestricted(dayOfMonth) && IsRestricted(dayOfWeek);

    private static bool IsRestricted(string field) => field[0] is not ('*' or '?');

    private static int CountFields(string text) => Fields(text).Length;

    private static string[] Fields(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
