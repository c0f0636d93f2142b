using System.Buffers.Text;

namespace Daemonize.Platform;

/// <summary>The fields of /proc/PID/stat that identify a process and its session (proc_pid_stat(5)).</summary>
/// <param name="SessionId">Field 6: the id of its session.</param>
/// <param name="Terminal">Field 7: the device number of the controlling terminal; 0 without one.</param>
/// <param name="StartTime">Field 22: when the process started, in clock ticks (a hundredth of a second) since boot.</param>
internal readonly record struct ProcessStat(int SessionId, int Terminal, long StartTime)
{
    public const int TicksPerSecond = 100;

    /// <summary>More bytes than the line can have: 51 numbers of up to 20 digits, and a name of up to 64 bytes.</summary>
    public const int MaxLength = 2048;

    /// <summary>Field 4: the id of the parent.</summary>
    public int ParentId { get; init; }

    /// <summary>Field 3: the state, which is T for a process that a signal has suspended.</summary>
    public char State { get; init; }

    /// <summary>Fields 14 and 15: the processor time in user code and in the kernel, in clock ticks; null if a sandbox hides it.</summary>
    public long? CpuTime { get; init; }

    /// <summary>Field 24: the number of its pages in memory; null if a sandbox hides it.</summary>
    public long? ResidentPages { get; init; }

    /// <summary>Parses the line; null for a process that has ended (states Z and X), and for a line that does not identify one.</summary>
    public static ProcessStat? Parse(ReadOnlySpan<byte> text) => ParseAny(text) is { State: not ('Z' or 'X') } stat ? stat : null;

    /// <summary>Parses the line, even for a process that has ended and is not reaped yet.</summary>
    public static ProcessStat? ParseAny(ReadOnlySpan<byte> text)
    {
        // The second field is the name in brackets, which may itself contain brackets and spaces: the next field follows the last bracket.
        var nameEnd = text.LastIndexOf(") "u8);
        if (nameEnd < 0 || text[(nameEnd + 2)..] is not [_, ..] rest)
        {
            return null;
        }

        return Field(rest, 4) is { } parent && Field(rest, 6) is { } session && Field(rest, 7) is { } terminal
            && Field(rest, 22) is { } start
            ? new ProcessStat((int)session, (int)terminal, start)
            {
                State = (char)rest[0],
                ParentId = (int)parent,
                CpuTime = Field(rest, 14) + Field(rest, 15),
                ResidentPages = Field(rest, 24),
            }
            : null;
    }

    /// <summary>
    /// Gets a field by its number in the manual; null if there is none. <paramref name="rest"/> starts at the third field.
    /// </summary>
    private static long? Field(ReadOnlySpan<byte> rest, int number)
    {
        for (var i = 3; i < number; i++)
        {
            var end = rest.IndexOf((byte)' ');
            if (end < 0)
            {
                return null;
            }

            rest = rest[(end + 1)..];
        }

        return Utf8Parser.TryParse(rest, out long value, out _) ? value : null;
    }
}
