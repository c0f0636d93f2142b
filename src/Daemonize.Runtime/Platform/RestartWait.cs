using System.Buffers.Text;

namespace Daemonize.Platform;

/// <summary>
/// The line that a watcher writes while no daemon runs: <c>waiting RESTART END ENDED NEXT</c>, with times in milliseconds since the epoch.
/// </summary>
/// <param name="Restart">The number of the next restart, from 1.</param>
/// <param name="End">How the last daemon ended.</param>
/// <param name="EndedAt">When the last daemon ended.</param>
/// <param name="NextAt">When the watcher starts the next daemon.</param>
internal readonly record struct RestartWait(int Restart, ProcessEnd End, DateTimeOffset EndedAt, DateTimeOffset NextAt)
{
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
        for (var i = 0; i < fields.Length; i++)
        {
            var end = i < fields.Length - 1 ? (byte)' ' : (byte)'\n';
            if (!Utf8Parser.TryParse(line, out fields[i], out var used) || used == line.Length || line[used] != end)
            {
                return null;
            }

            line = line[(used + 1)..];
        }

        return line.IsEmpty && fields[0] is > 0 and <= int.MaxValue && fields[1] is >= 0 and <= int.MaxValue && IsInstant(fields[2])
            && IsInstant(fields[3])
            ? new(
                (int)fields[0], new ProcessEnd((int)fields[1]), DateTimeOffset.FromUnixTimeMilliseconds(fields[2]),
                DateTimeOffset.FromUnixTimeMilliseconds(fields[3]))
            : null;
    }

    public string Format() => $"waiting {Restart} {End.Status} {EndedAt.ToUnixTimeMilliseconds()} {NextAt.ToUnixTimeMilliseconds()}\n";

    private static bool IsInstant(long milliseconds) =>
        milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
}
