using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

internal static unsafe partial class Libc
{
    internal const int ECANCELED = 125;
    internal const int EPERM = 1;
    internal const int ENOTDIR = 20;
    internal const int ENOENT = 2;
    internal const int ESRCH = 3;
    internal const int EINTR = 4;
    internal const int EIO = 5;
    internal const int ENXIO = 6;
    internal const int E2BIG = 7;
    internal const int ECHILD = 10;
    internal const int EAGAIN = 11;
    internal const int ENOMEM = 12;
    internal const int EACCES = 13;
    internal const int EEXIST = 17;
    internal const int EISDIR = 21;
    internal const int EINVAL = 22;
    internal const int ENAMETOOLONG = 36;
    internal const int ENOSYS = 38;
    internal const int ELOOP = 40;

    internal const int O_RDONLY = 0x0;
    internal const int O_WRONLY = 0x1;
    internal const int O_RDWR = 0x2;
    internal const int O_CREAT = 0x40;
    internal const int O_EXCL = 0x80;
    internal const int O_NOCTTY = 0x100;
    internal const int O_APPEND = 0x400;
    internal const int O_NONBLOCK = 0x800;
    internal const int O_CLOEXEC = 0x80000;

    internal const int F_GETFD = 1;
    internal const int F_SETFD = 2;
    internal const int F_SETFL = 4;
    internal const int F_DUPFD_CLOEXEC = 1030;
    internal const int F_OFD_GETLK = 36;
    internal const int F_OFD_SETLK = 37;
    internal const int FD_CLOEXEC = 1;
    internal const short F_WRLCK = 1;
    internal const short F_UNLCK = 2;

    internal const int AT_EXECFN = 31;
    internal const int AT_FDCWD = -100;
    internal const int AT_SYMLINK_NOFOLLOW = 0x100;
    internal const int AT_EMPTY_PATH = 0x1000;
    internal const uint STATX_BASIC_STATS = 0x7ff;
    internal const int S_IFMT = 0xf000;
    internal const int S_IFIFO = 0x1000;
    internal const int S_IFREG = 0x8000;
    internal const int S_IFDIR = 0x4000;
    internal const int S_IFLNK = 0xa000;
    internal const int S_IFSOCK = 0xc000;
    internal const int W_OK = 2;
    internal const int X_OK = 1;

    internal const int SIGINT = 2;
    internal const int SIGHUP = 1;
    internal const int SIGKILL = 9;
    internal const int SIGUSR1 = 10;
    internal const int SIGTERM = 15;
    internal const int SIGCHLD = 17;
    internal const nint SIG_IGN = 1;
    internal const int SI_KERNEL = 0x80;
    internal const int SIGCONT = 18;
    internal const int SIGSTOP = 19;
    internal const int SIGTSTP = 20;

    internal const int SIG_SETMASK = 2;
    internal const int _NSIG = 65;

    internal const int PROT_READ = 1;
    internal const int PROT_WRITE = 2;
    internal const int PROT_EXEC = 4;
    internal const int MAP_SHARED = 1;
    internal const int MAP_PRIVATE = 2;
    internal const int MAP_ANONYMOUS = 0x20;
    internal const int CLONE_VM = 0x100;
    internal const int CLONE_VFORK = 0x4000;
    internal const int CLONE_PARENT_SETTID = 0x100000;

    internal const int WNOHANG = 1;
    internal const int SEEK_SET = 0;
    internal const int SFD_CLOEXEC = 0x80000;
    internal const short POLLIN = 0x1;
    internal const int EFD_CLOEXEC = 0x80000;
    internal const int EFD_NONBLOCK = 0x800;
    internal const int CLOCK_REALTIME = 0;
    internal const int CLOCK_BOOTTIME = 7;
    internal const int SIGEV_SIGNAL = 0;
    internal const int TIMER_ABSTIME = 1;
    internal const int TFD_CLOEXEC = 0x80000;
    internal const int TFD_NONBLOCK = 0x800;
    internal const int TFD_TIMER_ABSTIME = 0x1;
    internal const int TFD_TIMER_CANCEL_ON_SET = 0x2;
    internal const int IN_CLOEXEC = 0x80000;
    internal const int IN_NONBLOCK = 0x800;
    internal const uint IN_MODIFY = 0x2;
    internal const uint IN_MOVED_TO = 0x80;
    internal const uint IN_CREATE = 0x100;
    internal const uint IN_DELETE_SELF = 0x400;
    internal const uint IN_MOVE_SELF = 0x800;

    internal const short POSIX_SPAWN_SETSIGDEF = 0x4;
    internal const short POSIX_SPAWN_SETSIGMASK = 0x8;
    internal const short POSIX_SPAWN_SETSID = 0x80;

    internal const int PR_SET_CHILD_SUBREAPER = 36;
    internal const uint MFD_CLOEXEC = 1;

    internal const int TIOCGWINSZ = 0x5413;

    // Numbers that all architectures share (since 5.1, asm-generic/unistd.h).
    internal const long SYS_pidfd_send_signal = 424;
    internal const long SYS_pidfd_open = 434;
    internal const long SYS_close_range = 436;
    internal const long CLOSE_RANGE_CLOEXEC = 4;

    internal static long SYS_newfstatat => Numbers.SYS_newfstatat;

    internal static long SYS_statx => Numbers.SYS_statx;

    internal static int O_NOFOLLOW => Numbers.O_NOFOLLOW;

    internal static ArchitectureNumbers Numbers => ArchitectureNumbers.Of(RuntimeInformation.ProcessArchitecture);

    /// <summary>A size larger than any C library's posix_spawnattr_t, posix_spawn_file_actions_t or sigset_t.</summary>
    internal const int OpaqueSize = 1024;

    [StructLayout(LayoutKind.Sequential)]
    internal struct flock
    {
        internal short l_type;
        internal short l_whence;
        internal long l_start;
        internal long l_len;
        internal int l_pid;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct winsize
    {
        internal ushort ws_row;
        internal ushort ws_col;
        internal ushort ws_xpixel;
        internal ushort ws_ypixel;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct pollfd
    {
        internal int fd;
        internal short events;
        internal short revents;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct timespec
    {
        internal long tv_sec;
        internal long tv_nsec;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct itimerspec
    {
        internal timespec it_interval;
        internal timespec it_value;
    }

    /// <summary>The structure sigevent, as the kernel has it too: the number of a signal, without the members for threads.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    internal struct sigevent
    {
        [FieldOffset(0)]
        internal long sigev_value;

        [FieldOffset(8)]
        internal int sigev_signo;

        [FieldOffset(12)]
        internal int sigev_notify;
    }

    /// <summary>The structure statx, which unlike stat is the same on all architectures.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct statx_t
    {
        [FieldOffset(16)]
        internal uint stx_nlink;

        [FieldOffset(20)]
        internal uint stx_uid;

        [FieldOffset(24)]
        internal uint stx_gid;

        [FieldOffset(28)]
        internal ushort stx_mode;

        [FieldOffset(32)]
        internal ulong stx_ino;

        [FieldOffset(40)]
        internal ulong stx_size;

        [FieldOffset(112)]
        internal statx_timestamp stx_mtime;

        [FieldOffset(136)]
        internal uint stx_dev_major;

        [FieldOffset(140)]
        internal uint stx_dev_minor;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct statx_timestamp
    {
        internal long tv_sec;
        internal uint tv_nsec;
        internal int __reserved;
    }

    [StructLayout(LayoutKind.Explicit)]
    internal struct dirent
    {
        [FieldOffset(19)]
        internal byte d_name;
    }
}
