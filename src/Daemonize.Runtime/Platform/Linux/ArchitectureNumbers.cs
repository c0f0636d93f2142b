using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <summary>The numbers that each architecture defines for itself (asm/unistd.h and asm/fcntl.h), under their C names.</summary>
internal readonly struct ArchitectureNumbers
{
    public ArchitectureNumbers()
    {
    }

    /// <summary>The number of a call that no kernel has: it fails with ENOSYS.</summary>
    private const long None = -1;

    public int O_NOFOLLOW { get; private init; }

    public long SYS_newfstatat { get; private init; }

    public long SYS_statx { get; private init; }

    // The timers of the fence, which exists only for x86-64 and arm64.
    public long SYS_timer_create { get; private init; } = None;

    public long SYS_timer_settime { get; private init; } = None;

    public long SYS_timer_delete { get; private init; } = None;

    // The calls of a CallList, which exists only for x86-64 and arm64.
    public long SYS_clone { get; private init; } = None;

    public long SYS_dup3 { get; private init; } = None;

    public long SYS_execve { get; private init; } = None;

    public long SYS_exit_group { get; private init; } = None;

    public long SYS_fcntl { get; private init; } = None;

    public long SYS_prctl { get; private init; } = None;

    public long SYS_prlimit64 { get; private init; } = None;

    public long SYS_rt_sigaction { get; private init; } = None;

    public long SYS_rt_sigprocmask { get; private init; } = None;

    public long SYS_setpriority { get; private init; } = None;

    public long SYS_setsid { get; private init; } = None;

    public long SYS_umask { get; private init; } = None;

    /// <summary>
    /// Gets the numbers of an architecture. The tests compare those of x86-64 and arm64 with the C headers. The other 64-bit ones are not
    /// supported, but a wrong number would be another system call.
    /// </summary>
    public static ArchitectureNumbers Of(Architecture architecture) => architecture switch
    {
        Architecture.X64 => new()
        {
            O_NOFOLLOW = 0x20000,
            SYS_newfstatat = 262,
            SYS_statx = 332,
            SYS_timer_create = 222,
            SYS_timer_settime = 223,
            SYS_timer_delete = 226,
            SYS_clone = 56,
            SYS_dup3 = 292,
            SYS_execve = 59,
            SYS_exit_group = 231,
            SYS_fcntl = 72,
            SYS_prctl = 157,
            SYS_prlimit64 = 302,
            SYS_rt_sigaction = 13,
            SYS_rt_sigprocmask = 14,
            SYS_setpriority = 141,
            SYS_setsid = 112,
            SYS_umask = 95,
        },
        Architecture.Arm64 => new()
        {
            O_NOFOLLOW = 0x8000,
            SYS_newfstatat = 79,
            SYS_statx = 291,
            SYS_timer_create = 107,
            SYS_timer_settime = 110,
            SYS_timer_delete = 111,
            SYS_clone = 220,
            SYS_dup3 = 24,
            SYS_execve = 221,
            SYS_exit_group = 94,
            SYS_fcntl = 25,
            SYS_prctl = 167,
            SYS_prlimit64 = 261,
            SYS_rt_sigaction = 134,
            SYS_rt_sigprocmask = 135,
            SYS_setpriority = 140,
            SYS_setsid = 157,
            SYS_umask = 166,
        },
        Architecture.RiscV64 or Architecture.LoongArch64 => new() { O_NOFOLLOW = 0x20000, SYS_newfstatat = 79, SYS_statx = 291 },
        Architecture.S390x => new() { O_NOFOLLOW = 0x20000, SYS_newfstatat = 293, SYS_statx = 379 },
        Architecture.Ppc64le => new() { O_NOFOLLOW = 0x8000, SYS_newfstatat = 291, SYS_statx = 383 },
        _ => new() { O_NOFOLLOW = 0x20000, SYS_newfstatat = None, SYS_statx = None },
    };
}
