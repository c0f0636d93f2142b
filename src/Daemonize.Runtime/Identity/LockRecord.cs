using System.Buffers.Text;

namespace Daemonize.Identity;

/// <summary>
/// What a daemon writes into its lock file: whom a <c>stop</c> may signal. Two lines: <c>PID START SESSION DESCRIPTOR</c>, then <c>ready</c> once it is. When the
/// daemon has ended and is to be started again, its watcher names itself there, and the second line tells of the wait.
/// </summary>
/// <param name="Pid">The daemon.</param>
/// <param name="StartTime">Its start time, field 22 of /proc/PID/stat, which no later process of this number has.</param>
/// <param name="SessionId">The session that was made for it and ends with it, or 0 in the foreground, where the session is the user's.</param>
/// <param name="LockDescriptor">The descriptor under which it holds the lock file open.</param>
/// <param name="IsReady">Whether the daemon has said that it is ready.</param>
internal readonly record struct LockRecord(int Pid, long StartTime, int SessionId, int LockDescriptor, bool IsReady)
{
    /// <summary>More than a record takes.</summary>
    public const int MaxLength = 192;

    /// <summary>What the watcher waits for, where the record is one of those; it is not ready then.</summary>
    public RestartWait? Wait { get; init; }

    private static ReadOnlySpan<byte> ReadyLine => "ready\n"u8;

    public static byte[] Ready => ReadyLine.ToArray();

    /// <summary>Reads a record; null for anything that a daemon did not write whole, such as the empty file of one that only starts.</summary>
    public static LockRecord? Parse(ReadOnlySpan<byte> text)
    {
        Span<long> fields = stackalloc long[4];
        for (var i = 0; i < fields.Length; i++)
        {
            var end = i < fields.Length - 1 ? (byte)' ' : (byte)'\n';
            if (!Utf8Parser.TryParse(text, out fields[i], out var used) || used == text.Length || text[used] != end)
            {
                return null;
            }

            text = text[(used + 1)..];
        }

        // 1 is a daemon in the foreground of a container. 0 and -1 would mean whole groups to kill(2), which is not used here.
        return fields[0] is >= 1 and <= int.MaxValue && fields[2] is >= 0 and <= int.MaxValue && fields[3] is >= 0 and <= int.MaxValue
            ? new LockRecord((int)fields[0], fields[1], (int)fields[2], (int)fields[3], text.SequenceEqual(ReadyLine)) { Wait = RestartWait.Parse(text) }
            : null;
    }

    public string Format() => $"{Pid} {StartTime} {SessionId} {LockDescriptor}\n{Wait?.Format()}";
}
