using Daemonize.Options;
using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>Who a daemon is to be, by the settings User and Group.</summary>
/// <param name="Entry">The user; one that only has a number has no name in the database and no home.</param>
/// <param name="GroupId">The group.</param>
/// <param name="IsKnown">Whether the database has the user.</param>
internal sealed record DaemonUser(UserEntry Entry, uint GroupId, bool IsKnown)
{
    /// <summary>What setresuid(2) takes for "as it is".</summary>
    private const uint Unchanged = uint.MaxValue;

    public uint Id => Entry.Id;

    /// <summary>Whether this process is that user already.</summary>
    public bool IsCaller => Id == Libc.geteuid() && GroupId == Libc.getegid();

    /// <summary>Null where the settings leave it at the caller. Throws for a name that this machine does not know.</summary>
    public static DaemonUser? Find(Settings settings)
    {
        var (user, group) = (settings.User, settings.Group);
        if (user is null && group is null)
        {
            return null;
        }

        var entry = user is null ? UserDatabase.FindUser(Libc.geteuid()) : UserDatabase.FindUser(user);
        var id = entry?.Id ?? (user is null ? Libc.geteuid() : UserName.TryParseId(user, out var number) ? number : throw Unknown("user", user, settings.BlameFor(SettingOption.User)));

        // POSIX has the name count first, also of a user whose name is a number (chown).
        entry ??= UserDatabase.FindUser(id);
        var groupId = group is not null ? FindGroup(group, settings) : entry?.GroupId ?? throw new DaemonException(
            $"there is no user with the id {id} on this machine, whose group could be taken; say which Group{settings.BlameFor(SettingOption.User)}", DaemonExitCode.Usage);
        return new DaemonUser(entry ?? new UserEntry($"{id}", id, groupId, "/", "/bin/sh"), groupId, IsKnown: entry is not null);
    }

    /// <summary>Throws where this process cannot become it: only root can become another.</summary>
    public void CheckPermission(string daemon, Settings settings)
    {
        if (Libc.geteuid() == 0 || IsCaller)
        {
            return;
        }

        throw new DaemonException(
            Id != Libc.geteuid()
                ? $"cannot start {daemon} as {Entry.Name}: only root can start another user's daemon; start it as root{(Id == 0 ? "" : $" or as {Entry.Name}")}{settings.BlameFor(SettingOption.User)}"
                : $"cannot start {daemon} with group {GroupId}: only root can change its group; start it as root, or leave Group out{settings.BlameFor(SettingOption.Group)}",
            DaemonExitCode.NoPermission);
    }

    /// <summary>Gives up all that this process is, for good: groups, then the group, then the user, since each step needs root for the next.</summary>
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

        // A process that has kept CAP_SETUID, by whatever the container's runtime has set, would have given up nothing.
        if (Id != 0 && (Libc.setresuid(Unchanged, 0, Unchanged) == 0 || (group != 0 && Libc.setresgid(Unchanged, 0, Unchanged) == 0)))
        {
            throw new DaemonException($"cannot become {Entry.Name} for good: root could be regained (capabilities(7), SECBIT_NO_SETUID_FIXUP)");
        }
    }

    /// <summary>Gives it an open file that root has created for it.</summary>
    public static void Give(Descriptor file, string path, uint owner)
    {
        if (Libc.fchown(file.Number, owner, Unchanged) != 0)
        {
            throw Errno.Exception($"give {path} to {ProcFs.UserName(owner)}", Errno.Last);
        }
    }

    private static uint FindGroup(string group, Settings settings) =>
        UserDatabase.FindGroup(group)?.Id ?? (UserName.TryParseId(group, out var id) ? id : throw Unknown("group", group, settings.BlameFor(SettingOption.Group)));

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
