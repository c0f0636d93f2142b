using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// The caller's home directory from the user database: cron, <c>su</c>, <c>sudo</c> and a container's <c>exec</c> each set HOME
/// differently, or not at all.
/// </summary>
internal static class UserHome
{
    private static Found? _found;

    /// <summary>Gets the home; null if the user has no private one: no entry, or one such as <c>/</c> or <c>/nonexistent</c>.</summary>
    public static string? Directory
    {
        get
        {
            var user = Libc.geteuid();
            if (_found is not { } found || found.User != user)
            {
                // A database that does not answer throws: with a path that depends on the answer, one daemon could become two.
                found = new Found(user, UserDatabase.FindUser(user)?.Home is ['/', ..] home && IsOwn(home) ? home : null);
                _found = found;
            }

            return found.Directory;
        }
    }

    /// <summary>Gets the home if it is writable; null otherwise.</summary>
    public static string? Writable => Directory is { } home && FileSystemType.IsWritable(home, out _) ? home : null;

    /// <summary>Gets the home if it is writable and local to this machine; null otherwise.</summary>
    public static string? ForLocks => Directory is { } home && FileSystemType.IsWritable(home, out var isShared) && !isShared ? home : null;

    public static bool IsOwn(string directory) =>
        FileStat.TryRead(directory, out var facts, out _) && facts.IsDirectory && facts.Owner == Libc.geteuid();

    /// <summary>The result for a user, as one object that threads can exchange atomically.</summary>
    private sealed record Found(uint User, string? Directory);
}
