using System.Globalization;
using System.Text;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Seeing;

/// <summary>The user and the group of a process.</summary>
/// <param name="UserId">The id of the user.</param>
/// <param name="GroupId">The id of the primary group.</param>
internal sealed record ProcessOwner(uint UserId, uint GroupId)
{
    /// <summary>The user and the group of this process, which never changes them.</summary>
    public static ProcessOwner OfThis { get; } = new(ThisProcess.UserId, ThisProcess.GroupId);

    /// <summary>
    /// Reads the owner of a process. Null if it has ended, or if its user ids differ: a program with the set-user-ID bit runs as its owner,
    /// but with the arguments and the descriptors of whoever has started it.
    /// </summary>
    public static ProcessOwner? TryRead(int pid) =>
        ProcFs.TryReadAll(ProcFs.PathOf(pid, "status"), out _) is { } text ? Parse(Encoding.UTF8.GetString(text)) : null;

    /// <summary>Reads the text of /proc/PID/status.</summary>
    public static ProcessOwner? Parse(string text) =>
        IdOf(text, "\nUid:") is { } user && IdOf(text, "\nGid:") is { } group ? new ProcessOwner(user, group) : null;

    /// <summary>Gets the id that all fields of a line have: real, effective, saved, file system.</summary>
    private static uint? IdOf(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var end = text.IndexOf('\n', at + 1);
        var fields = text[(at + name.Length)..(end < 0 ? text.Length : end)].Split('\t', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 4 && fields.AsSpan().IndexOfAnyExcept(fields[0]) < 0
            && uint.TryParse(fields[0], NumberStyles.None, InvariantNumbers.Format, out var id)
            ? id
            : null;
    }
}
