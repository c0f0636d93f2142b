using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace Daemonize.Benchmarks;

/// <summary>The C library, with C's names: the functions that start, wait for and end processes.</summary>
internal static unsafe partial class Libc
{
    internal const int ECHILD = 10;
    internal const int EINTR = 4;
    internal const int ESRCH = 3;
    internal const int O_RDWR = 2;
    internal const int O_NOCTTY = 0x100;
    internal const int SIGINT = 2;
    internal const int SIGKILL = 9;
    internal const int SIGCONT = 18;
    internal const int SIGSTOP = 19;
    internal const int SIGTERM = 15;
    internal const int RUSAGE_CHILDREN = -1;
    internal const int WNOHANG = 1;
    internal const int WNOTHREAD = 0x20000000;
    internal const short POLLIN = 1;
    internal const short POSIX_SPAWN_SETSIGDEF = 0x4;
    internal const short POSIX_SPAWN_SETSIGMASK = 0x8;
    internal const int PR_SET_CHILD_SUBREAPER = 36;
    internal const long SYS_pidfd_open = 434;
    internal const uint TIOCGPTN = 0x80045430;
    internal const uint TIOCSWINSZ = 0x5414;

    /// <summary>More than the size of posix_spawnattr_t, posix_spawn_file_actions_t or sigset_t in any C library.</summary>
    internal const int OpaqueSize = 1024;

    private const string libc = "libc";

    [StructLayout(LayoutKind.Sequential)]
    internal struct pollfd
    {
        internal int fd;
        internal short events;
        internal short revents;
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
    internal struct timespec
    {
        internal long tv_sec;
        internal long tv_nsec;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct timeval
    {
        internal long tv_sec;
        internal long tv_usec;
    }

    /// <summary>The times, and room for the fields that nobody reads.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct rusage
    {
        internal timeval ru_utime;
        internal timeval ru_stime;
        internal unsafe fixed long rest[14];
    }

    [LibraryImport(libc, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int posix_spawn(int* pid, string path, void* fileActions, void* attributes, byte** argv, byte** envp);

    [LibraryImport(libc)]
    internal static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport(libc)]
    internal static partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport(libc)]
    internal static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport(libc)]
    internal static partial int posix_spawnattr_setsigdefault(void* attributes, void* signals);

    [LibraryImport(libc)]
    internal static partial int posix_spawnattr_setsigmask(void* attributes, void* signals);

    [LibraryImport(libc)]
    internal static partial int posix_spawn_file_actions_init(void* fileActions);

    [LibraryImport(libc)]
    internal static partial int posix_spawn_file_actions_destroy(void* fileActions);

    [LibraryImport(libc, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int posix_spawn_file_actions_addopen(void* fileActions, int fd, string path, int flags, uint mode);

    [LibraryImport(libc)]
    internal static partial int sigemptyset(void* signals);

    [LibraryImport(libc)]
    internal static partial int sigfillset(void* signals);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int waitpid(int pid, int* status, int options);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int wait4(int pid, int* status, int options, rusage* usage);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int posix_openpt(int flags);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int unlockpt(int fd);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int ioctl(int fd, ulong request, void* argument);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial nint read(Microsoft.Win32.SafeHandles.SafeFileHandle fd, void* buffer, nuint count);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int kill(int pid, int signal);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int poll(pollfd* fds, nuint count, int timeout);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int getrusage(int who, rusage* usage);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int close(int fd);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int prctl(int option, ulong argument2, ulong argument3, ulong argument4, ulong argument5);

    /// <summary>Returns the error number instead of setting errno.</summary>
    [LibraryImport(libc)]
    internal static partial int clock_getcpuclockid(int pid, int* clock);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int clock_gettime(int clock, timespec* time);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial long syscall(long number, long argument1, long argument2);
}
