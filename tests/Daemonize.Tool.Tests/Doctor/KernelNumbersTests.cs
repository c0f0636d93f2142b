using Daemonize.Platform.Linux;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>The numbers of the kernel are those of the C headers of this machine.</summary>
public sealed class KernelNumbersTests : EndToEndTest
{
    private static readonly (string Name, long Number)[] Ours =
    [
        ("CLONE_NEWNS", KernelNumbers.CLONE_NEWNS), ("CLONE_NEWUSER", KernelNumbers.CLONE_NEWUSER),
        ("CLONE_NEWPID", KernelNumbers.CLONE_NEWPID), ("MS_NOSUID", KernelNumbers.MS_NOSUID), ("MS_NODEV", KernelNumbers.MS_NODEV),
        ("MS_NOEXEC", KernelNumbers.MS_NOEXEC), ("MS_REC", KernelNumbers.MS_REC), ("MS_PRIVATE", KernelNumbers.MS_PRIVATE),
        ("PR_SET_PDEATHSIG", KernelNumbers.PR_SET_PDEATHSIG), ("PTRACE_SEIZE", KernelNumbers.PTRACE_SEIZE),
        ("PTRACE_INTERRUPT", KernelNumbers.PTRACE_INTERRUPT), ("TIOCSPTLCK", (long)KernelNumbers.TIOCSPTLCK),
        ("TIOCGPTN", (long)KernelNumbers.TIOCGPTN), ("AT_FDCWD", Libc.AT_FDCWD), ("O_WRONLY", Libc.O_WRONLY),
        ("SIGUSR1", Libc.SIGUSR1), ("SIGUSR2", KernelNumbers.SIGUSR2), ("SIGQUIT", KernelNumbers.SIGQUIT),
        ("SIGINT", Libc.SIGINT), ("__WALL", KernelNumbers.WALL), ("SYS_openat", KernelNumbers.SYS_openat),
        ("SYS_write", KernelNumbers.SYS_write), ("SYS_mount", KernelNumbers.SYS_mount), ("SYS_ptrace", KernelNumbers.SYS_ptrace),
    ];

    [Fact]
    public async Task NumbersAreThoseOfTheHeaders()
    {
        var source = Path.Combine(Sandbox.Root, "numbers.c");
        var program = Path.Combine(Sandbox.Root, "numbers");
        var lines = string.Join('\n', Ours.Select(static one => $"    printf(\"%ld\\n\", (long){one.Name});"));
        await File.WriteAllTextAsync(
            source,
            $$"""
            #define _GNU_SOURCE
            #include <fcntl.h>
            #include <sched.h>
            #include <signal.h>
            #include <stdio.h>
            #include <sys/ioctl.h>
            #include <sys/mount.h>
            #include <sys/prctl.h>
            #include <sys/ptrace.h>
            #include <sys/syscall.h>
            #include <sys/wait.h>
            int main(void)
            {
            {{lines}}
            }
            """,
            TestContext.Current.CancellationToken);
        (await Sandbox.ExecuteAsync(EndToEnd.Tests.Infrastructure.Tools.Compiler, "-o", program, source)).Succeeds();
        var theirs = (await Sandbox.ExecuteAsync(program)).Succeeds().Output.TrimEnd('\n').Split('\n');
        Assert.Equal(
            Ours.Zip(theirs, static (one, number) => $"{one.Name} {number}"), Ours.Select(static one => $"{one.Name} {one.Number}"));
    }
}
