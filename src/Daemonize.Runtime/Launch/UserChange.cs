using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>Makes this process another user, permanently (setresuid(2)).</summary>
internal static class UserChange
{
    /// <summary>The id that leaves a value unchanged in setresuid(2).</summary>
    private const uint Unchanged = uint.MaxValue;

    /// <summary>Sets the supplementary groups, then the group, then the user, because each step needs root.</summary>
    public static unsafe void Become(DaemonUser user)
    {
        if (user.IsCaller)
        {
            return;
        }

        var (id, group, name) = (user.Id, user.GroupId, user.Entry.Name);
        Check(user.IsKnown ? Libc.initgroups(name, group) : Libc.setgroups(1, &group), name);
        Check(Libc.setresgid(group, group, group), name);
        Check(Libc.setresuid(id, id, id), name);

        // A process that keeps CAP_SETUID, for example through the container runtime, has given up nothing.
        if (id != 0 && (Libc.setresuid(Unchanged, 0, Unchanged) == 0 || (group != 0 && Libc.setresgid(Unchanged, 0, Unchanged) == 0)))
        {
            throw new DaemonException($"cannot become {name} for good: root could be regained (capabilities(7), SECBIT_NO_SETUID_FIXUP)");
        }
    }

    private static void Check(int result, string name)
    {
        if (result != 0)
        {
            throw Errno.Exception($"become {name}", Errno.Last);
        }
    }
}
