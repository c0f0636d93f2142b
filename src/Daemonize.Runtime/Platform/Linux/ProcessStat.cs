using System.Buffers.Text;

namespace Daemonize.Platform.Linux;

/// <summary>The fields of /proc/PID/stat that identify a process and its session (proc_pid_stat(5)).</summary>
/// <param name="SessionId">Field 6: the session.</param>
/// <param name="Terminal">Field 7: the controlling terminal's device number, 0 without one.</param>
/// <param name="StartTime">Field 22: when the process started, in clock ticks (a hundredth of a second) since boot.</param>
internal readonly record struct ProcessStat(int SessionId, int Terminal, long StartTime)
{
    public const int TicksPerSecond = 100;

    /// <summary>Reads the line; null for a process that has ended (states Z and X).</summary>
    public static ProcessStat? Parse(ReadOnlySpan<byte> text)
    {
        // The second field is the name in brackets and may itself hold brackets and spaces: what follows starts behind the last one.
        var nameEnd = text.LastIndexOf(") "u8);
        if (nameEnd < 0 || text[(nameEnd + 2)..] is not [not ((byte)'Z' or (byte)'X'), ..] rest)
        {
            return null;
        }

        return new ProcessStat((int)Field(rest, 6), (int)Field(rest, 7), Field(rest, 22));
    }

    /// <summary>A field by its number in the manual; <paramref name="rest"/> starts at the third.</summary>
    private static long Field(ReadOnlySpan<byte> rest, int number)
    {
        for (var i = 3; i < number; i++)
        {
            rest = rest[(rest.IndexOf((byte)' ') + 1)..];
        }

        return Utf8Parser.TryParse(rest, out long value, out _) ? value : 0;
    }
}
