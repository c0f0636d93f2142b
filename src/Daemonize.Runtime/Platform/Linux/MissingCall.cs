namespace Daemonize.Platform.Linux;

/// <summary>
/// Explains why a system call is not available. The error is not enough: a container's seccomp profile returns EPERM for a call that it
/// does not allow, and ENOSYS for one that it does not know; gVisor and an old kernel return ENOSYS, or EINVAL for an unknown command of a
/// call that they have.
/// </summary>
internal static class MissingCall
{
    /// <summary>The version of the kernel that introduced pidfd_open(2); pidfd_send_signal(2) is two versions older.</summary>
    public static readonly Version PidfdSince = new(5, 3);

    public static readonly Version SignalDescriptorsSince = new(2, 6);

    public static readonly Version FileLocksSince = new(3, 15);

    /// <summary>Whether an error means that the call itself is missing, if the subject of the call cannot be the reason.</summary>
    public static bool IsMissing(int errno) => errno is Libc.EPERM or Libc.ENOSYS;

    /// <summary>Does the same for a call that is not about a file: a sandbox may then return EACCES too.</summary>
    public static bool IsDenied(int errno) => IsMissing(errno) || errno == Libc.EACCES;

    /// <summary>Gets a clause for a message: <c>a sandbox (such as a container's seccomp profile) denies pidfd_open(2)</c>.</summary>
    /// <param name="call">The call, named as its manual page.</param>
    /// <param name="since">The version of Linux that introduced the call.</param>
    /// <param name="errno">The error that the call returned.</param>
    public static string Describe(string call, Version since, int errno) => Describe(call, since, errno, Environment.OSVersion.Version);

    internal static string Describe(string call, Version since, int errno, Version kernel) =>
        errno is not (Libc.EPERM or Libc.EACCES) && kernel < since
            ? $"Linux {kernel.Major}.{kernel.Minor} does not have {call} ({Errno.Message(errno)}); it came with {since}"
            : $"a sandbox (such as a container's seccomp profile) denies {call} ({Errno.Message(errno)})";
}
