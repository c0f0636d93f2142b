using System.Text;

namespace Daemonize.Logging;

/// <summary>Formats messages as records, in the format of this process.</summary>
internal static class LogRecords
{
    private static LogFormat _format;
    private static bool _hasPriority;

    /// <summary>The category of records about the log itself.</summary>
    public const string Name = "log";

    /// <summary>Whether a record shows more than its message.</summary>
    public static bool HasDetails => _format == LogFormat.Json;

    /// <summary>Sets the format of all later records.</summary>
    /// <param name="format">The format, text or JSON.</param>
    /// <param name="hasPriority">Whether each line begins with its priority; the reader of such lines adds the time.</param>
    public static void Use(LogFormat format, bool hasPriority)
    {
        _format = format;
        _hasPriority = hasPriority;
    }

    /// <summary>Formats a record with its line end, as bytes.</summary>
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
