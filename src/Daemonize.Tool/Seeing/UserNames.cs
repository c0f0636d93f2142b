using System.Collections.Concurrent;
using Daemonize.Platform;

namespace Daemonize.Tool.Seeing;

/// <summary>Gives the login names of users. Each is read once in a while, and not again for each daemon of a list.</summary>
internal static class UserNames
{
    /// <summary>How long a name counts: users are renamed, and ids get other users.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private static readonly ConcurrentDictionary<uint, (string Name, long ReadAt)> Known = new();

    /// <summary>Gets the login name of a user id; the number if the user has none.</summary>
    public static string Of(uint userId)
    {
        var now = Environment.TickCount64;
        if (!Known.TryGetValue(userId, out var known) || now - known.ReadAt >= Kept.TotalMilliseconds)
        {
            Known[userId] = known = (ProcessTable.UserName(userId), now);
        }

        return known.Name;
    }
}
