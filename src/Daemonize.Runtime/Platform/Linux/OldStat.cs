using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <summary>
/// Calls the kernel's fstatat(2) if statx(2) is denied. The C library's function of this name may call statx(2) itself. The structure
/// differs between architectures (asm/stat.h): x86-64 has its own, arm64 the generic one.
/// </summary>
internal static unsafe class OldStat
{
    /// <summary>A size larger than either structure.</summary>
    private const int MaxSize = 256;

    private static bool IsX64 => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>
    /// Reads the attributes that <see cref="FileStat"/> needs and returns the error, or 0; ENOSYS on other architectures.
    /// </summary>
    public static int Read(int descriptor, string path, int flags, out Libc.statx_t facts)
    {
        facts = default;
        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            return Libc.ENOSYS;
        }

        var stat = stackalloc byte[MaxSize];
        var name = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            if (Libc.syscall(Libc.SYS_newfstatat, descriptor, name, (nint)stat, flags) != 0)
            {
                return Errno.Last;
            }
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
        }

        facts = Convert(new ReadOnlySpan<byte>(stat, MaxSize));
        return 0;
    }

    private static Libc.statx_t Convert(ReadOnlySpan<byte> stat)
    {
        // st_nlink and st_mode have changed places, and st_nlink has 8 bytes on x86-64. From st_size on, both are alike except for
        // st_blksize, which is not used.
        var (mode, links, owner) = IsX64 ? (24, 16, 28) : (16, 20, 24);
        var device = BinaryPrimitives.ReadUInt64LittleEndian(stat);
        return new Libc.statx_t
        {
            stx_nlink = BinaryPrimitives.ReadUInt32LittleEndian(stat[links..]),
            stx_uid = BinaryPrimitives.ReadUInt32LittleEndian(stat[owner..]),
            stx_gid = BinaryPrimitives.ReadUInt32LittleEndian(stat[(owner + sizeof(uint))..]),
            stx_mode = (ushort)BinaryPrimitives.ReadUInt32LittleEndian(stat[mode..]),
            stx_ino = BinaryPrimitives.ReadUInt64LittleEndian(stat[8..]),
            stx_size = BinaryPrimitives.ReadUInt64LittleEndian(stat[48..]),
            stx_mtime = new Libc.statx_timestamp
            {
                tv_sec = BinaryPrimitives.ReadInt64LittleEndian(stat[88..]),
                tv_nsec = (uint)BinaryPrimitives.ReadInt64LittleEndian(stat[96..]),
            },

            // gnu_dev_major(3): the reverse of FileStat.DeviceAndInode.
            stx_dev_major = (uint)(((device >> 8) & 0xfff) | ((device >> 32) & 0xfffff000)),
            stx_dev_minor = (uint)((device & 0xff) | ((device >> 12) & 0xffffff00)),
        };
    }
}
