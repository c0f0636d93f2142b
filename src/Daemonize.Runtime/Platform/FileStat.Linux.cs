using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>The attributes of a file, as statx(2) reports them.</summary>
internal readonly struct FileStat
{
    private readonly Libc.statx_t _facts;

    private FileStat(in Libc.statx_t facts) => _facts = facts;

    public bool IsRegular => (_facts.stx_mode & Libc.S_IFMT) == Libc.S_IFREG;

    public bool IsDirectory => (_facts.stx_mode & Libc.S_IFMT) == Libc.S_IFDIR;

    public bool IsFifo => (_facts.stx_mode & Libc.S_IFMT) == Libc.S_IFIFO;

    public bool IsSymbolicLink => (_facts.stx_mode & Libc.S_IFMT) == Libc.S_IFLNK;

    public bool IsSocket => (_facts.stx_mode & Libc.S_IFMT) == Libc.S_IFSOCK;

    public uint Owner => _facts.stx_uid;

    public uint Group => _facts.stx_gid;

    public uint Links => _facts.stx_nlink;

    public int Permissions => _facts.stx_mode & 0xfff;

    /// <summary>Whether another user can write to the file, or it has another name.</summary>
    public bool IsShared => Links != 1 || (Permissions & 0b000_010_010) != 0;

    /// <summary>When the file was last written to, in nanoseconds since the epoch.</summary>
    public long ModifiedAt => (_facts.stx_mtime.tv_sec * 1_000_000_000) + _facts.stx_mtime.tv_nsec;

    public long Size => (long)_facts.stx_size;

    /// <summary>The device and inode as stat(2) numbers them, in decimal: <c>8:1234</c>, the device as makedev(3) combines it.</summary>
    public string DeviceAndInode
    {
        get
        {
            ulong major = _facts.stx_dev_major, minor = _facts.stx_dev_minor;
            var device = ((major & 0xfffff000) << 32) | ((major & 0xfff) << 8) | ((minor & 0xffffff00) << 12) | (minor & 0xff);
            return string.Create(InvariantNumbers.Format, $"{device}:{_facts.stx_ino}");
        }
    }

    public bool IsSameFile(in FileStat other) =>
        _facts.stx_ino == other._facts.stx_ino && _facts.stx_dev_major == other._facts.stx_dev_major
            && _facts.stx_dev_minor == other._facts.stx_dev_minor;

    /// <summary>Reads the attributes of the file that a descriptor has open.</summary>
    public static bool TryRead(int descriptor, out FileStat facts, out SystemError error) =>
        TryRead(descriptor, "", Libc.AT_EMPTY_PATH, out facts, out error);

    /// <summary>Reads the attributes of the file at a path, following a symbolic link at its end.</summary>
    public static bool TryRead(string path, out FileStat facts, out SystemError error) =>
        TryRead(Libc.AT_FDCWD, path, 0, out facts, out error);

    /// <summary>Reads the attributes of the file at a path, without following a symbolic link at its end.</summary>
    public static bool TryReadLink(string path, out FileStat facts, out SystemError error) =>
        TryRead(Libc.AT_FDCWD, path, Libc.AT_SYMLINK_NOFOLLOW, out facts, out error);

    private static unsafe bool TryRead(int descriptor, string path, int flags, out FileStat facts, out SystemError error)
    {
        Libc.statx_t buffer;
        var errno = Libc.statx(descriptor, path, flags, Libc.STATX_BASIC_STATS, &buffer) == 0 ? 0 : Errno.Last;
        if (MissingCall.IsMissing(errno))
        {
            // The profiles of older container runtimes do not know statx(2). The C library handles only ENOSYS.
            errno = OldStat.Read(descriptor, path, flags, out buffer);
        }

        error = new SystemError(errno);
        facts = errno == 0 ? new FileStat(buffer) : default;
        return errno == 0;
    }
}
