using Daemonize.Platform;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>Sets up new namespaces from within: the user, the mounts and /proc (namespaces(7)).</summary>
internal static class Namespaces
{
    /// <summary>The namespaces of a process that is the first: of users only where this one is not root.</summary>
    public static long Flags =>
        KernelNumbers.CLONE_NEWPID | KernelNumbers.CLONE_NEWNS | (ThisProcess.IsRoot ? 0 : KernelNumbers.CLONE_NEWUSER);

    /// <summary>Adds what the child does first.</summary>
    /// <param name="spawn">The start of the child.</param>
    /// <param name="free">The lowest descriptor that is free.</param>
    /// <param name="directory">The directory of the sandbox, which gets a small file system; null for none.</param>
    public static void Enter(PreparedSpawn spawn, int free, string? directory)
    {
        if (!ThisProcess.IsRoot)
        {
            // The user and the group as they are: the program must not take itself for root's.
            spawn.WriteFile("/proc/self/setgroups", "deny", free);
            spawn.WriteFile("/proc/self/uid_map", $"{ThisProcess.UserId} {ThisProcess.UserId} 1", free);
            spawn.WriteFile("/proc/self/gid_map", $"{ThisProcess.GroupId} {ThisProcess.GroupId} 1", free);
        }

        // Mounts of the sandbox do not reach the machine, and go with the last process.
        spawn.Mount(type: null, "/", KernelNumbers.MS_REC | KernelNumbers.MS_PRIVATE);
        spawn.Mount("proc", "/proc", KernelNumbers.MS_NOSUID | KernelNumbers.MS_NODEV | KernelNumbers.MS_NOEXEC);
        if (directory is not null)
        {
            spawn.Mount(
                "tmpfs", $"{directory}/{SandboxDirectory.Full}", KernelNumbers.MS_NOSUID | KernelNumbers.MS_NODEV,
                "size=128k,mode=1777");
        }
    }
}
