using System.Buffers.Text;
using System.Text;

namespace Daemonize.Platform;

/// <summary>
/// The text of a lock file: the process that <c>stop</c> may signal. Four lines: <c>PID START SESSION DESCRIPTOR</c>; <c>ready</c> once the
/// daemon is; <c>NAME SPACE PROGRAM</c>; and the path of the lock file, which can be lost if the file is moved or removed. After the daemon
/// has ended, its watcher writes its own record with the wait for the restart in the second line.
/// </summary>
/// <param name="Pid">The process id of the daemon, or of its watcher.</param>
/// <param name="StartTime">The start time of the process, field 22 of /proc/PID/stat. No later process with the same id has it.</param>
/// <param name="SessionId">The session that was created for the daemon and ends with it; 0 in the foreground, where the session is the
/// user's.</param>
/// <param name="LockDescriptor">The number of the descriptor under which the process holds the lock file open.</param>
/// <param name="IsReady">Whether the daemon has reported that it is ready.</param>
internal readonly record struct LockRecord(int Pid, long StartTime, int SessionId, int LockDescriptor, bool IsReady)
{
    /// <summary>The largest size in bytes, enough for the numbers, two names that are also file names, and a path.</summary>
    public const int MaxLength = 1024 + PathLimit.Bytes;

    /// <summary>Gets the wait for the restart if the record is a watcher's; <see cref="IsReady"/> is false then.</summary>
    public RestartWait? Wait { get; init; }

    /// <summary>Gets the daemon that the record is about; null before it is ready.</summary>
    public LockOwner? Owner { get; init; }

    /// <summary>Gets where the process id is valid (<see cref="Platform.ProcessSpace"/>); empty before the daemon is ready.</summary>
    public string ProcessSpace { get; init; } = "";

    /// <summary>Gets the intended path of the lock file, without symbolic links; empty before the daemon is ready.</summary>
    public string Path { get; init; } = "";

    private static ReadOnlySpan<byte> ReadyLine => "ready\n"u8;

    /// <summary>Formats the lines that a daemon adds when it is ready.</summary>
    public static byte[] ReadyLines(LockOwner owner, string path) =>
        Encoding.UTF8.GetBytes($"ready\n{owner.Format(Platform.ProcessSpace.Own)}{path}\n");

    /// <summary>Reads a record; null if it is incomplete, such as the empty file of a daemon that is still starting.</summary>
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

        var state = text[..(text.IndexOf((byte)'\n') + 1)];
        var rest = text[state.Length..];
        var owner = LockOwner.Parse(rest[..(rest.IndexOf((byte)'\n') + 1)], out var space);
        state = rest.IsEmpty || owner is not null ? state : [];

        // 1 is a daemon in the foreground of a container. 0 and negative numbers would be process groups to kill(2), which is not used
        // here.
        return fields[0] is >= 1 and <= int.MaxValue && fields[2] is >= 0 and <= int.MaxValue && fields[3] is >= 0 and <= int.MaxValue
            ? new LockRecord((int)fields[0], fields[1], (int)fields[2], (int)fields[3], state.SequenceEqual(ReadyLine))
            {
                Wait = RestartWait.Parse(state),
                Owner = owner,
                ProcessSpace = space,
                Path = ParsePath(rest[(rest.IndexOf((byte)'\n') + 1)..]),
            }
            : null;
    }

    private static string ParsePath(ReadOnlySpan<byte> line) => line is [.., (byte)'\n'] ? Encoding.UTF8.GetString(line[..^1]) : "";

    public string Format()
    {
        var owner = Wait is null || Owner is null ? "" : $"{Owner.Format(ProcessSpace)}{Path}\n";
        return $"{Pid} {StartTime} {SessionId} {LockDescriptor}\n{Wait?.Format()}{owner}";
    }
}
