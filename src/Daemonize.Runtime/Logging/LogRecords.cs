using System.Text;

namespace Daemonize.Logging;

/// <summary>Makes records of messages, in the format of this process.</summary>
internal static class LogRecords
{
    private static LogFormat _format;
    private static bool _hasPriority;

    /// <summary>The category of what the log says of itself.</summary>
    public const string Name = "log";

    /// <summary>Whether a record shows more than its message.</summary>
    public static bool HasDetails => _format == LogFormat.Json;

    /// <summary>Sets the format.</summary>
    /// <param name="format">Text or JSON.</param>
    /// <param name="hasPriority">Whether each line begins with its priority and goes to somebody who knows the time.</param>
    public static void Use(LogFormat format, bool hasPriority)
    {
        _format = format;
        _hasPriority = hasPriority;
    }

    /// <summary>A record with its line end, as bytes.</summary>
    public static byte[] Format(int level, string category, string message, Exception? exception, LogDetails? details = null)
    {
        if (_format == LogFormat.Json)
        {
            return JsonRecord.Format(level, category, message, exception, details, _hasPriority);
        }

        var text = _hasPriority
            ? TextRecord.FormatWithPriority(level, category, message, exception)
            : TextRecord.Format(level, category, message, exception);
        return Encoding.UTF8.GetBytes(text);
    }
}
