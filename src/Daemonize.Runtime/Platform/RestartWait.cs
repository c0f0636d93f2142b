using System.Buffers.Text;
using System.Text;
using Daemonize.Text;

namespace Daemonize.Platform;

/// <summary>
/// The line that a watcher writes while no daemon runs: <c>waiting RESTART END ENDED NEXT REASON</c>, with times in milliseconds since the
/// epoch. The reason is there only if it says more than the end.
/// </summary>
/// <param name="Restart">The number of the next restart, from 1.</param>
/// <param name="End">How the last daemon ended.</param>
/// <param name="EndedAt">When the last daemon ended.</param>
/// <param name="NextAt">When the watcher starts the next daemon.</param>
internal readonly record struct RestartWait(int Restart, ProcessEnd End, DateTimeOffset EndedAt, DateTimeOffset NextAt)
{
    /// <summary>The longest reason in the line, in characters: it shares <see cref="LockRecord.MaxLength"/> with two names.</summary>
    private const int LongestReason = 150;

    /// <summary>Gets how the last daemon ended, as a phrase that follows its name; empty if <see cref="End"/> says it all.</summary>
    public string Reason { get; init; } = "";

    private static ReadOnlySpan<byte> Word => "waiting "u8;

    /// <summary>Reads the line; null if it is anything else.</summary>
    public static RestartWait? Parse(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith(Word))
        {
            return null;
        }

        line = line[Word.Length..];
        Span<long> fields = stackalloc long[4];
        var separator = (byte)' ';
        for (var i = 0; i < fields.Length; i++)
        {
            if (separator != ' ' || !Utf8Parser.TryParse(line, out fields[i], out var used) || used == line.Length)
            {
                return null;
            }

            separator = line[used];
            line = line[(used + 1)..];
        }

        return ParseReason(separator, line) is { } reason && fields[0] is > 0 and <= int.MaxValue && fields[1] is >= 0 and <= int.MaxValue
            && IsInstant(fields[2]) && IsInstant(fields[3])
            ? new(
                (int)fields[0], new ProcessEnd((int)fields[1]), DateTimeOffset.FromUnixTimeMilliseconds(fields[2]),
                DateTimeOffset.FromUnixTimeMilliseconds(fields[3]))
            {
                Reason = reason,
            }
            : null;
    }

    /// <summary>Reads what follows the numbers and their separator: the end of the line, or the reason; null for anything else.</summary>
    private static string? ParseReason(byte separator, ReadOnlySpan<byte> rest) => separator switch
    {
        (byte)'\n' when rest.IsEmpty => "",
        (byte)' ' when rest is [_, .., (byte)'\n'] => Encoding.UTF8.GetString(rest[..^1]),
        _ => null,
    };

    public string Format()
    {
        var reason = Reason.Length == 0 ? "" : " " + OneLine.Shorten(OneLine.Whole(Reason), LongestReason);
        return $"waiting {Restart} {End.Status} {EndedAt.ToUnixTimeMilliseconds()} {NextAt.ToUnixTimeMilliseconds()}{reason}\n";
    }

    private static bool IsInstant(long milliseconds) =>
        milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
}
