namespace Daemonize.Logging;

/// <summary>The levels of records, numbered as the priorities of syslog(3). A smaller number is more severe.</summary>
internal static class LogLevels
{
    public const int Critical = 2;
    public const int Error = 3;
    public const int Warning = 4;
    public const int Information = 6;
    public const int Debug = 7;

    /// <summary>Gets a level as text shows it, in a fixed width.</summary>
    public static string Padded(int level) => level switch
    {
        Critical => "crit ",
        Error => "error",
        Warning => "warn ",
        Debug => "debug",
        _ => "info ",
    };

    /// <summary>Gets a level as JSON shows it.</summary>
    public static string Name(int level) => Padded(level).TrimEnd();

    /// <summary>
    /// Removes the priority of sd-daemon(3) from the beginning of a line, <c>&lt;3&gt;it failed</c>, and returns it;
    /// <paramref name="otherwise"/> if there is none.
    /// </summary>
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
