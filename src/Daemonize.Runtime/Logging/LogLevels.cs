namespace Daemonize.Logging;

/// <summary>The levels of records, by what syslog(3) calls their priorities. A smaller number is worse.</summary>
internal static class LogLevels
{
    public const int Critical = 2;
    public const int Error = 3;
    public const int Warning = 4;
    public const int Information = 6;
    public const int Debug = 7;

    /// <summary>As text has it, in one width.</summary>
    public static string Padded(int level) => level switch
    {
        Critical => "crit ",
        Error => "error",
        Warning => "warn ",
        Debug => "debug",
        _ => "info ",
    };

    /// <summary>As JSON has it.</summary>
    public static string Name(int level) => Padded(level).TrimEnd();

    /// <summary>Takes the priority of sd-daemon(3) off the beginning of a line: <c>&lt;3&gt;it failed</c>.</summary>
    public static int TakePrefix(ref ReadOnlySpan<byte> line, int otherwise)
    {
        if (line is not [(byte)'<', >= (byte)'0' and <= (byte)'7' and var digit, (byte)'>', ..])
        {
            return otherwise;
        }

        line = line[3..];
        return digit - '0';
    }
}
