using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <summary>The numbers that each architecture defines for itself (asm/unistd.h and asm/fcntl.h), under their C names.</summary>
internal readonly struct ArchitectureNumbers
{
    /// <summary>The number of a call that no kernel has: it fails with ENOSYS.</summary>
    private const long None = -1;

    public int O_NOFOLLOW { get; private init; }

    public long SYS_newfstatat { get; private init; }

    public long SYS_statx { get; private init; }

    /// <summary>
    /// Gets the numbers of an architecture. The tests compare those of x86-64 and arm64 with the C headers. The other 64-bit ones are not
    /// supported, but a wrong number would be another system call.
    /// </summary>
    public static ArchitectureNumbers Of(Architecture architecture) => architecture switch
    {
        Architecture.X64 => new() { O_NOFOLLOW = 0x20000, SYS_newfstatat = 262, SYS_statx = 332 },
        Architecture.Arm64 => new() { O_NOFOLLOW = 0x8000, SYS_newfstatat = 79, SYS_statx = 291 },
        Architecture.RiscV64 or Architecture.LoongArch64 => new() { O_NOFOLLOW = 0x20000, SYS_newfstatat = 79, SYS_statx = 291 },
        Architecture.S390x => new() { O_NOFOLLOW = 0x20000, SYS_newfstatat = 293, SYS_statx = 379 },
        Architecture.Ppc64le => new() { O_NOFOLLOW = 0x8000, SYS_newfstatat = 291, SYS_statx = 383 },
        _ => new() { O_NOFOLLOW = 0x20000, SYS_newfstatat = None, SYS_statx = None },
    };
}
