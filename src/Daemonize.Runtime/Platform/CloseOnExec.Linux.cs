using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>Prevents the programs that this process starts from inheriting descriptors.</summary>
internal static class CloseOnExec
{
    /// <summary>
    /// Gets whether a range of descriptors can be closed with one call (close_range(2), Linux 5.9). The range has no descriptor.
    /// </summary>
    public static bool CanCloseRange => Libc.syscall(Libc.SYS_close_range, uint.MaxValue, uint.MaxValue, 0, 0) == 0;

    public static void Set(int descriptor)
    {
        if (Libc.fcntl(descriptor, Libc.F_SETFD, Libc.FD_CLOEXEC) != 0)
        {
            throw Errno.Exception($"use descriptor {descriptor}", Errno.Last);
        }
    }

    /// <summary>
    /// Marks all descriptors from <paramref name="first"/> on, with one close_range(2) or, before Linux 5.11, one by one as /proc lists
    /// them. It never loops up to RLIMIT_NOFILE, which can be 10^9.
    /// </summary>
    public static void From(int first)
    {
        if (Libc.syscall(Libc.SYS_close_range, first, uint.MaxValue, Libc.CLOSE_RANGE_CLOEXEC, 0) == 0)
        {
            return;
        }

        ProcFs.ForEachDescriptor(descriptor =>
        {
            if (descriptor >= first)
            {
                // Fails only for a descriptor that was closed after the list was read.
                _ = Libc.fcntl(descriptor, Libc.F_SETFD, Libc.FD_CLOEXEC);
            }
        });
    }
}
