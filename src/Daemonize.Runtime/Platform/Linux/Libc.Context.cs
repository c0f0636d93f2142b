using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <content>Users and groups, and what a process may do.</content>
/// <remarks>
/// In the kernel, ids belong to a thread; the C library's setresuid, setresgid and setgroups change those of all threads (nptl(7)). A nice
/// value and no_new_privs belong to a thread too, and no function changes them for all threads: the thread that starts the next process
/// sets them.
/// </remarks>
internal static unsafe partial class Libc
{
    internal const int ERANGE = 34;
    internal const long ST_RDONLY = 1;
    internal const int LOCK_SH = 1;
    internal const int LOCK_NB = 4;
    internal const int PATH_MAX = 4096;
    internal const int EROFS = 30;
    internal const int R_OK = 4;
    internal const int PRIO_PROCESS = 0;
    internal const int PR_SET_DUMPABLE = 4;
    internal const int PR_SET_NO_NEW_PRIVS = 38;
    internal const int RLIMIT_DATA = 2;
    internal const int RLIMIT_CORE = 4;
    internal const int RLIMIT_NOFILE = 7;

    [LibraryImport(libc, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int getpwnam_r(string name, passwd* entry, byte* buffer, nuint length, passwd** result);

    [LibraryImport(libc)]
    internal static partial int getpwuid_r(uint user, passwd* entry, byte* buffer, nuint length, passwd** result);

    [LibraryImport(libc, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int getgrnam_r(string name, group* entry, byte* buffer, nuint length, group** result);

    [LibraryImport(libc)]
    internal static partial uint getegid();

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int initgroups(string user, uint group);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int setgroups(nuint count, uint* groups);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int setresgid(uint real, uint effective, uint saved);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int setresuid(uint real, uint effective, uint saved);

    /// <summary>Changes the id of the calling thread only, and returns the one before, also if that fails.</summary>
    [LibraryImport(libc)]
    internal static partial uint setfsuid(uint user);

    /// <inheritdoc cref="setfsuid"/>
    [LibraryImport(libc)]
    internal static partial uint setfsgid(uint group);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int unsetenv(string name);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int fchown(int fd, uint owner, uint group);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chmod(string path, uint mode);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chown(string path, uint owner, uint group);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chroot(string path);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int getrlimit(int resource, rlimit* limit);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int setrlimit(int resource, rlimit* limit);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int setpriority(int which, uint who, int priority);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial nint pwrite(int fd, byte* buffer, nuint count, long offset);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int statfs(string path, statfs_t* buffer);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint realpath(string path, byte* resolved);

    /// <summary>Calls flock(2), whose name the structure of fcntl(2) has.</summary>
    [LibraryImport(libc, EntryPoint = "flock", SetLastError = true)]
    internal static partial int flock2(int fd, int operation);

    /// <summary>The structure statfs, whose name the function has.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct statfs_t
    {
        internal long f_type;
        internal long f_bsize;
        internal ulong f_blocks;
        internal ulong f_bfree;
        internal ulong f_bavail;
        internal ulong f_files;
        internal ulong f_ffree;
        internal ulong f_fsid;
        internal long f_namelen;
        internal long f_frsize;
        internal long f_flags;
        internal FourLongs f_spare;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct passwd
    {
        internal nint pw_name;
        internal nint pw_passwd;
        internal uint pw_uid;
        internal uint pw_gid;
        internal nint pw_gecos;
        internal nint pw_dir;
        internal nint pw_shell;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct group
    {
        internal nint gr_name;
        internal nint gr_passwd;
        internal uint gr_gid;
        internal nint gr_mem;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct rlimit
    {
        internal ulong rlim_cur;
        internal ulong rlim_max;
    }
}

/// <summary>An array within a C structure.</summary>
[InlineArray(4)]
internal struct FourLongs
{
    private long _first;
}
