namespace Daemonize.Platform.Linux;

/// <summary>
/// Says why a system call is not available. The error alone does not tell: a container's seccomp profile answers EPERM to what it does not allow, and ENOSYS to
/// what it does not know; gVisor and an old kernel answer ENOSYS, or EINVAL to a command of a call that they have.
/// </summary>
internal static class MissingCall
{
    /// <summary>The version of the kernel that pidfd_open(2) came with; pidfd_send_signal(2) is older by two.</summary>
    public static readonly Version PidfdSince = new(5, 3);

    public static readonly Version SignalDescriptorsSince = new(2, 6);

    public static readonly Version FileLocksSince = new(3, 15);

    /// <summary>Whether an error means that the call itself is missing, if nothing that the call was about can be the reason.</summary>
    public static bool IsMissing(int errno) => errno is Libc.EPERM or Libc.ENOSYS;

    /// <summary>The same for a call that is not about any file: then EACCES too is a sandbox's answer.</summary>
    public static bool IsDenied(int errno) => IsMissing(errno) || errno == Libc.EACCES;

    /// <summary>A clause: <c>a sandbox (such as a container's seccomp profile) denies pidfd_open(2)</c>.</summary>
    /// <param name="call">The call, as its manual page is named.</param>
    /// <param name="since">The version of Linux that it came with.</param>
    /// <param name="errno">What it answers.</param>
    public static string Describe(string call, Version since, int errno) => Describe(call, since, errno, Environment.OSVersion.Version);

    internal static string Describe(string call, Version since, int errno, Version kernel) =>
        errno is not (Libc.EPERM or Libc.EACCES) && kernel < since
            ? $"Linux {kernel.Major}.{kernel.Minor} does not have {call} ({Errno.Message(errno)}); it came with {since}"
            : $"a sandbox (such as a container's seccomp profile) denies {call} ({Errno.Message(errno)})";
}
