using Daemonize.Options;
using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>The user and group that a daemon runs as, from the settings User and Group.</summary>
/// <param name="Entry">The user. A user that only has a number has no name in the database and no home.</param>
/// <param name="GroupId">The id of the daemon's group.</param>
/// <param name="IsKnown">Whether the user database has the user.</param>
internal sealed record DaemonUser(UserEntry Entry, uint GroupId, bool IsKnown)
{
    /// <summary>The id that leaves a value unchanged in setresuid(2).</summary>
    private const uint Unchanged = uint.MaxValue;

    public uint Id => Entry.Id;

    /// <summary>Whether this process already runs as this user and group.</summary>
    public bool IsCaller => Id == Libc.geteuid() && GroupId == Libc.getegid();

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

        var entry = user is null ? UserDatabase.FindUser(Libc.geteuid()) : UserDatabase.FindUser(user);
        var id =
            entry?.Id
                ?? (user is null ? Libc.geteuid()
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
        if (Libc.geteuid() == 0 || IsCaller)
        {
            return;
        }

        throw new DaemonException(
            Id != Libc.geteuid()
                ? $"cannot start {daemon} as {Entry.Name}: only root can start another user's daemon; start it as " +
                    $"root{(Id == 0 ? "" : $" or as {Entry.Name}")}{settings.BlameFor(Setting.User)}"
                : $"cannot start {daemon} with group {GroupId}: only root can change its group; start it as root, or leave Group " +
                    $"out{settings.BlameFor(Setting.Group)}",
            DaemonExitCode.NoPermission);
    }

    /// <summary>
    /// Makes this process the user permanently: supplementary groups, then the group, then the user, because each step needs root.
    /// </summary>
    public unsafe void Become()
    {
        if (IsCaller)
        {
            return;
        }

        var group = GroupId;
        Check(IsKnown ? Libc.initgroups(Entry.Name, group) : Libc.setgroups(1, &group));
        Check(Libc.setresgid(group, group, group));
        Check(Libc.setresuid(Id, Id, Id));

        // A process that keeps CAP_SETUID, for example through the container runtime, has given up nothing.
        if (Id != 0 && (Libc.setresuid(Unchanged, 0, Unchanged) == 0 || (group != 0 && Libc.setresgid(Unchanged, 0, Unchanged) == 0)))
        {
            throw new DaemonException(
                $"cannot become {Entry.Name} for good: root could be regained (capabilities(7), SECBIT_NO_SETUID_FIXUP)");
        }
    }

    /// <summary>Gives the user an open file that root has created.</summary>
    public static void Give(Descriptor file, string path, uint owner)
    {
        if (Libc.fchown(file.Number, owner, Unchanged) != 0)
        {
            throw Errno.Exception($"give {path} to {ProcFs.UserName(owner)}", Errno.Last);
        }
    }

    private static uint FindGroup(string group, Settings settings) =>
        UserDatabase.FindGroup(group)?.Id
            ?? (UserName.TryParseId(group, out var id) ? id : throw Unknown("group", group, settings.BlameFor(Setting.Group)));

    private static DaemonException Unknown(string kind, string name, string blame) =>
        new($"there is no {kind} '{OneLine.From(name)}' on this machine{blame}", DaemonExitCode.Usage);

    private void Check(int result)
    {
        if (result != 0)
        {
            throw Errno.Exception($"become {Entry.Name}", Errno.Last);
        }
    }
}
