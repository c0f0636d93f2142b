using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Logging;

/// <summary>
/// Writes records to standard error, which is the log of a daemon and the terminal of a program in the foreground. A record is one write(2) to a file that is
/// open for appending, so that records of several threads never mix.
/// </summary>
internal static class Log
{
    public static void Information(string category, string message) => Write("info ", category, message, exception: null);

    public static void Error(string category, string message, Exception? exception) => Write("error", category, message, exception);

    /// <summary>One line, <c>time level category: message</c>, and the further lines of the message and of the exception indented below it.</summary>
    public static void Write(string level, string category, string message, Exception? exception)
    {
        var text = new StringBuilder(128);
        AppendTime(text, DateTime.UtcNow);
        text.Append(' ').Append(level).Append(' ').Append(category).Append(": ");
        AppendIndented(text, message);
        if (exception is not null)
        {
            text.Append("\n    ");
            AppendIndented(text, exception.ToString());
        }

        text.Append('\n');

        // A full disk or a closed terminal does not end a daemon: the record is lost, and there is no place left to say so.
        Terminal.WriteError(text.ToString());
    }

    private static void AppendIndented(StringBuilder text, string lines)
    {
        var start = text.Length;
        text.Append(lines.AsSpan().TrimEnd('\n'));
        text.Replace("\n", "\n    ", start, text.Length - start);
    }

    /// <summary>RFC 3339 in UTC. By hand, because formatting by culture loads the culture data, tens of megabytes that a daemon has no other use for.</summary>
    private static void AppendTime(StringBuilder text, DateTime time)
    {
        AppendDigits(text, time.Year, 4).Append('-');
        AppendDigits(text, time.Month, 2).Append('-');
        AppendDigits(text, time.Day, 2).Append('T');
        AppendDigits(text, time.Hour, 2).Append(':');
        AppendDigits(text, time.Minute, 2).Append(':');
        AppendDigits(text, time.Second, 2).Append('.');
        AppendDigits(text, time.Millisecond, 3).Append('Z');
    }

    private static StringBuilder AppendDigits(StringBuilder text, int number, int digits)
    {
        for (var divisor = digits == 4 ? 1000 : digits == 3 ? 100 : 10; divisor > 0; divisor /= 10)
        {
            text.Append((char)('0' + (number / divisor % 10)));
        }

        return text;
    }
}
