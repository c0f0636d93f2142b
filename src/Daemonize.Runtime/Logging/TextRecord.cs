using System.Text;

namespace Daemonize.Logging;

/// <summary>Formats records as text.</summary>
internal static class TextRecord
{
    private const string Indent = "\n    ";

    /// <summary>
    /// Formats a record as one line, <c>time level category: message</c>, with the further lines of the message and of the exception
    /// indented below it.
    /// </summary>
    public static string Format(int level, string category, string message, Exception? exception)
    {
        var text = new StringBuilder(128);
        AppendTime(text, DateTime.UtcNow);
        text.Append(' ').Append(LogLevels.Padded(level)).Append(' ');
        return AppendMessage(text, category, message, exception).Append('\n').ToString();
    }

    /// <summary>
    /// Does the same for the journal and syslog, which add time and level themselves and take each line for a record:
    /// <c>&lt;3&gt;category: message</c>.
    /// </summary>
    public static string FormatWithPriority(int level, string category, string message, Exception? exception)
    {
        var priority = $"<{level}>";
        var text = new StringBuilder(128).Append(priority);
        return AppendMessage(text, category, message, exception).Replace(Indent, $"\n{priority}    ").Append('\n').ToString();
    }

    /// <summary>
    /// Appends a time by RFC 3339 in UTC. By hand: formatting by culture loads the culture data, tens of megabytes that a daemon has no
    /// other use for.
    /// </summary>
    public static StringBuilder AppendTime(StringBuilder text, DateTime time)
    {
        AppendDigits(text, time.Year, 4).Append('-');
        AppendDigits(text, time.Month, 2).Append('-');
        AppendDigits(text, time.Day, 2).Append('T');
        AppendDigits(text, time.Hour, 2).Append(':');
        AppendDigits(text, time.Minute, 2).Append(':');
        AppendDigits(text, time.Second, 2).Append('.');
        return AppendDigits(text, time.Millisecond, 3).Append('Z');
    }

    private static StringBuilder AppendMessage(StringBuilder text, string category, string message, Exception? exception)
    {
        text.Append(category).Append(": ");
        AppendIndented(text, message);
        if (exception is not null)
        {
            text.Append(Indent);
            AppendIndented(text, exception.ToString());
        }

        return text;
    }

    private static void AppendIndented(StringBuilder text, string lines)
    {
        var start = text.Length;
        text.Append(lines.AsSpan().TrimEnd('\n'));
        text.Replace("\n", Indent, start, text.Length - start);
    }

    private static StringBuilder AppendDigits(StringBuilder text, int number, int digits)
    {
        for (var divisor = digits == 4 ? 1000
            : digits == 3 ? 100 : 10; divisor > 0; divisor /= 10)
        {
            text.Append((char)('0' + (number / divisor % 10)));
        }

        return text;
    }
}
