using Daemonize.Platform.Linux;

namespace Daemonize.Tests.Platform;

/// <summary>The diagnosis of a missing system call: kernel or sandbox.</summary>
public sealed class MissingCallTests
{
    [Theory]
    [InlineData(Libc.ENOSYS, "6.18", "a sandbox (such as a container's seccomp profile) denies pidfd_open(2) (function not implemented)")]
    [InlineData(Libc.ENOSYS, "5.3", "a sandbox (such as a container's seccomp profile) denies pidfd_open(2) (function not implemented)")]
    [InlineData(Libc.ENOSYS, "4.18", "Linux 4.18 does not have pidfd_open(2) (function not implemented); it came with 5.3")]
    [InlineData(Libc.EINVAL, "4.18", "Linux 4.18 does not have pidfd_open(2) (invalid argument); it came with 5.3")]
    [InlineData(Libc.EPERM, "4.18", "a sandbox (such as a container's seccomp profile) denies pidfd_open(2) (operation not permitted)")]
    public void SaysWhoIsToBlame(int errno, string kernel, string expected) =>
        Assert.Equal(expected, MissingCall.Describe("pidfd_open(2)", MissingCall.PidfdSince, errno, Version.Parse(kernel)));
}
