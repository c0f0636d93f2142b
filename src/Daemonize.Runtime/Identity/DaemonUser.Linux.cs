using Daemonize.Options;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Identity;

/// <summary>The user and group that a daemon runs as, from the settings User and Group.</summary>
/// <param name="Entry">The user. A user that only has a number has no name in the database and no home.</param>
/// <param name="GroupId">The id of the daemon's group.</param>
/// <param name="IsKnown">Whether the user database has the user.</param>
internal sealed record DaemonUser(UserEntry Entry, uint GroupId, bool IsKnown)
{
    public uint Id => Entry.Id;

    /// <summary>Whether this process already runs as this user and group.</summary>
    public bool IsCaller => Id == ThisProcess.UserId && GroupId == ThisProcess.GroupId;

    /// <summary>
    /// Gets the user from the settings; null if they keep the caller's. Throws for a name that this machine does not know.
    /// </summary>
    public static DaemonUser? Find(Settings settings)
    {
        var (user, group) = (settings.User, settings.Group);
        if (user is null && group is null)
        {
            return null;
        }

        var entry = user is null ? UserDatabase.FindUser(ThisProcess.UserId) : UserDatabase.FindUser(user);
        var id =
            entry?.Id
                ?? (user is null ? ThisProcess.UserId
                    : UserName.TryParseId(user, out var number) ? number
                    : throw Unknown("user", user, settings.BlameFor(Setting.User)));

        // POSIX gives the name precedence, also for a user whose name is a number (chown).
        entry ??= UserDatabase.FindUser(id);
        var groupId = group is not null ? FindGroup(group, settings) : entry?.GroupId ?? throw new DaemonException(
            $"there is no user with the id {id} on this machine, whose group could be taken; say which " +
            $"Group{settings.BlameFor(Setting.User)}", DaemonExitCode.Usage);
        return new DaemonUser(entry ?? new UserEntry($"{id}", id, groupId, "/", "/bin/sh"), groupId, IsKnown: entry is not null);
    }

    /// <summary>Throws if this process cannot become the user: only root can become another user.</summary>
    public void CheckPermission(string daemon, Settings settings)
    {
        if (ThisProcess.UserId == 0 || IsCaller)
        {
            return;
        }

        throw new DaemonException(
            Id != ThisProcess.UserId
                ? $"cannot start {daemon} as {Entry.Name}: only root can start another user's daemon; start it as " +
                    $"root{(Id == 0 ? "" : $" or as {Entry.Name}")}{settings.BlameFor(Setting.User)}"
                : $"cannot start {daemon} with group {GroupId}: only root can change its group; start it as root, or leave Group " +
                    $"out{settings.BlameFor(Setting.Group)}",
            DaemonExitCode.NoPermission);
    }

    private static uint FindGroup(string group, Settings settings) =>
        UserDatabase.FindGroup(group)?.Id
            ?? (UserName.TryParseId(group, out var id) ? id : throw Unknown("group", group, settings.BlameFor(Setting.Group)));

    private static DaemonException Unknown(string kind, string name, string blame) =>
        new($"there is no {kind} '{OneLine.From(name)}' on this machine{blame}", DaemonExitCode.Usage);
}
