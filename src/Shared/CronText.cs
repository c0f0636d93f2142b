using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace Daemonize;

/// <summary>Parses cron expressions. The generator and the runtime share this file, so both accept the same text.</summary>
internal static class CronText
{
    public const string Accepted =
        "a cron expression of five fields, or six with seconds first, such as \"*/5 * * * *\", a macro such as @daily, or off";

    /// <summary>The word for a schedule that never ticks by itself.</summary>
    public const string Off = "off";

    // Any date works: Cronos searches up to 2099, and an expression without an occurrence by then has none.
    private static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Whether an expression ever occurs: 30 February does not.</summary>
    public static bool Comes(CronExpression expression) => expression.GetNextOccurrence(Earliest, inclusive: true) is not null;

    /// <summary>Reads an expression other than "off".</summary>
    /// <param name="text">The expression, with five or six fields, or a macro.</param>
    /// <param name="expression">The parsed expression; null if it cannot be read.</param>
    /// <param name="mistake">The reason why it cannot be read, as a phrase; null if it can.</param>
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

    /// <summary>The effect of such an expression, as text that follows the expression in a message.</summary>
    public const string BothDays =
        "comes on days that match both the day of month and the day of week, unlike in cron(8), where either is enough: "
        + "write '*' for one of them";

    /// <summary>
    /// Whether an expression restricts both the day of month and the day of week. Here a day must match both; in cron(8), a match of either
    /// is enough. A field that begins with an asterisk is not a restriction in this sense, in cron(8) too.
    /// </summary>
    public static bool RestrictsBothDays(string text) =>
        Fields(text) is [.., var dayOfMonth, _, var dayOfWeek] and { Length: 5 or 6 } && IsRestricted(dayOfMonth)
            && IsRestricted(dayOfWeek);

    private static bool IsRestricted(string field) => field[0] is not ('*' or '?');

    private static int CountFields(string text) => Fields(text).Length;

    private static string[] Fields(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
