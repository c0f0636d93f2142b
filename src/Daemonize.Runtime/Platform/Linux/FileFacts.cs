using System.Globalization;

namespace Daemonize.Platform.Linux;

/// <summary>What statx(2) tells of a file.</summary>
internal readonly struct FileFacts
{
    private readonly Libc.statx_t _facts;

    private FileFacts(in Libc.statx_t facts) => _facts = facts;

    public bool IsRegular => (_facts.stx_mode & Libc.S_IFMT) == Libc.S_IFREG;

    public bool IsDirectory => (_facts.stx_mode & Libc.S_IFMT) == Libc.S_IFDIR;

    public bool IsFifo => (_facts.stx_mode & Libc.S_IFMT) == Libc.S_IFIFO;

    public bool IsSymbolicLink => (_facts.stx_mode & Libc.S_IFMT) == Libc.S_IFLNK;

    public bool IsSocket => (_facts.stx_mode & Libc.S_IFMT) == Libc.S_IFSOCK;

    public uint Owner => _facts.stx_uid;

    public uint Links => _facts.stx_nlink;

    public int Permissions => _facts.stx_mode & 0xfff;

    /// <summary>When it was last written to, in nanoseconds since the epoch.</summary>
    public long ModifiedAt => (_facts.stx_mtime.tv_sec * 1_000_000_000) + _facts.stx_mtime.tv_nsec;

    public long Size => (long)_facts.stx_size;

    /// <summary>As stat(2) numbers them, in decimal: <c>8:1234</c>, the first as makedev(3) puts it together.</summary>
    public string DeviceAndInode
    {
        get
        {
            ulong major = _facts.stx_dev_major, minor = _facts.stx_dev_minor;
            var device = ((major & 0xfffff000) << 32) | ((major & 0xfff) << 8) | ((minor & 0xffffff00) << 12) | (minor & 0xff);
            return string.Create(CultureInfo.InvariantCulture, $"{device}:{_facts.stx_ino}");
        }
    }

    public bool IsSameFile(in FileFacts other) =>
        _facts.stx_ino == other._facts.stx_ino && _facts.stx_dev_major == other._facts.stx_dev_major && _facts.stx_dev_minor == other._facts.stx_dev_minor;

    /// <summary>The file that a descriptor has open.</summary>
    public static bool TryRead(int descriptor, out FileFacts facts, out int errno) => TryRead(descriptor, "", Libc.AT_EMPTY_PATH, out facts, out errno);

    /// <summary>What a path names, following a symbolic link at its end.</summary>
    public static bool TryRead(string path, out FileFacts facts, out int errno) => TryRead(Libc.AT_FDCWD, path, 0, out facts, out errno);

    /// <summary>What a path names, the link itself where it is one.</summary>
    public static bool TryReadLink(string path, out FileFacts facts, out int errno) => TryRead(Libc.AT_FDCWD, path, Libc.AT_SYMLINK_NOFOLLOW, out facts, out errno);

    private static unsafe bool TryRead(int descriptor, string path, int flags, out FileFacts facts, out int errno)
    {
        Libc.statx_t buffer;
        errno = Libc.statx(descriptor, path, flags, Libc.STATX_BASIC_STATS, &buffer) == 0 ? 0 : Errno.Last;
        if (MissingCall.IsMissing(errno))
        {
            // The profiles of older container runtimes do not know statx(2). The C library has an answer to ENOSYS only.
            errno = OldStat.Read(descriptor, path, flags, out buffer);
        }

        facts = errno == 0 ? new FileFacts(buffer) : default;
        return errno == 0;
    }
}
