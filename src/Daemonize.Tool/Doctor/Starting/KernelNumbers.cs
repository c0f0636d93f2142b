using System.Runtime.InteropServices;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>
/// Numbers of the kernel that only a start in a sandbox needs, under their C names: those of sched.h, sys/mount.h, sys/ptrace.h and
/// asm-generic/ioctls.h, and of the system calls for the architectures that have a list of calls.
/// </summary>
internal static class KernelNumbers
{
    internal const long CLONE_NEWNS = 0x20000;
    internal const long CLONE_NEWUSER = 0x10000000;
    internal const long CLONE_NEWPID = 0x20000000;

    internal const long MS_NOSUID = 2;
    internal const long MS_NODEV = 4;
    internal const long MS_NOEXEC = 8;
    internal const long MS_REC = 0x4000;
    internal const long MS_PRIVATE = 0x40000;

    internal const int PR_SET_PDEATHSIG = 1;

    internal const int PTRACE_SEIZE = 0x4206;
    internal const int PTRACE_INTERRUPT = 0x4207;

    internal const nuint TIOCSPTLCK = 0x40045431;
    internal const nuint TIOCGPTN = 0x80045430;

    internal const int SIGUSR2 = 12;
    internal const int SIGQUIT = 3;

    /// <summary>Waits for a thread of any kind (waitpid(2)).</summary>
    internal const int WALL = 0x40000000;

    internal static long SYS_openat => IsArm ? 56 : 257;

    internal static long SYS_write => IsArm ? 64 : 1;

    internal static long SYS_mount => IsArm ? 40 : 165;

    internal static long SYS_ptrace => IsArm ? 117 : 101;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
}
