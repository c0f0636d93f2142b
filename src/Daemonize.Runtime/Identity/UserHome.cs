using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>
/// The caller's home directory as the user database has it: cron, <c>su</c>, <c>sudo</c> and a container's <c>exec</c> each set HOME differently, or not at all.
/// </summary>
internal static class UserHome
{
    private static Found? _found;

    /// <summary>The home; null where the user has none of their own: no entry, or one such as <c>/</c> or <c>/nonexistent</c>.</summary>
    public static string? Directory
    {
        get
        {
            var user = Libc.geteuid();
            if (_found is not { } found || found.User != user)
            {
                // A database that does not answer is refused there: with another place for each answer, one daemon could become two.
                found = new Found(user, UserDatabase.FindUser(user)?.Home is ['/', ..] home && IsOwn(home) ? home : null);
                _found = found;
            }

            return found.Directory;
        }
    }

    /// <summary>The home where it can be written to; null otherwise.</summary>
    public static string? Writable => Directory is { } home && FileSystemType.IsWritable(home, out _) ? home : null;

    /// <summary>The home where it can be written to and belongs to this machine only; null otherwise.</summary>
    public static string? ForLocks => Directory is { } home && FileSystemType.IsWritable(home, out var isShared) && !isShared ? home : null;

    public static bool IsOwn(string directory) => FileStat.TryRead(directory, out var facts, out _) && facts.IsDirectory && facts.Owner == Libc.geteuid();

    /// <summary>What was found for a user, as one object that threads can exchange.</summary>
    private sealed record Found(uint User, string? Directory);
}
