using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

// The C library comes from the system, never from a file next to the program.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

namespace Daemonize.Platform.Linux;

/// <summary>
/// The functions of the C library, under their C names: the runtime makes every system call through one of them. Constants are in
/// Libc.Constants.cs.
/// </summary>
/// <remarks>
/// The runtime maps "libc" to the C library of the system, glibc or musl; each function is in both. Variadic functions (open, fcntl,
/// syscall) are called like others: on x86-64 and arm64 Linux the arguments travel in the same registers. tests/Daemonize.Runtime.Tests
/// checks every constant and layout against C programs, and tests/Daemonize.Package.Tests every function against musl.
/// </remarks>
internal static unsafe partial class Libc
{
    private const string libc = "libc";

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int open(string path, int flags, uint mode);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int close(int fd);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial nint read(int fd, byte* buffer, nuint count);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial nint pread(int fd, byte* buffer, nuint count, long offset);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial nint write(int fd, byte* buffer, nuint count);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint readlink(string path, byte* buffer, nuint size);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int ftruncate(int fd, long length);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int fsync(int fd);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int fdatasync(int fd);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial long lseek(int fd, long offset, int whence);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int fchmod(int fd, uint mode);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int fcntl(int fd, int command, long argument);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int fcntl(int fd, int command, flock* argument);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int ioctl(int fd, nuint request, winsize* argument);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int dup3(int oldfd, int newfd, int flags);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int pipe2(int* fds, int flags);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int eventfd(uint value, int flags);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int timerfd_create(int clock, int flags);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int timerfd_settime(int fd, int flags, itimerspec* newValue, itimerspec* oldValue);

    /// <summary>Calls timer_create(2). Versions of glibc before 2.34 have no function for it in libc, but in librt.</summary>
    internal static int timer_create(int clock, sigevent* notification, int* timer) =>
        (int)syscall(Numbers.SYS_timer_create, clock, (long)notification, (long)timer, 0);

    internal static int timer_settime(int timer, int flags, itimerspec* newValue, itimerspec* oldValue) =>
        (int)syscall(Numbers.SYS_timer_settime, timer, flags, (long)newValue, (long)oldValue);

    internal static int timer_delete(int timer) => (int)syscall(Numbers.SYS_timer_delete, timer, 0, 0, 0);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int clock_gettime(int clock, timespec* time);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int ppoll(pollfd* fds, nuint count, timespec* timeout, void* signalMask);

    /// <summary>Calls statx(2). Older versions of musl (1.2.3) have no function for it, and what they lack must not be imported.</summary>
    internal static int statx(int dirfd, string path, int flags, uint mask, statx_t* buffer) =>
        (int)statx(SYS_statx, dirfd, path, flags, mask, buffer);

    [LibraryImport(libc, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long statx(long number, long dirfd, string path, long flags, ulong mask, statx_t* buffer);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int unlink(string path);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rename(string oldpath, string newpath);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int access(string path, int mode);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mkdir(string path, uint mode);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mkfifo(string path, uint mode);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chdir(string path);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint opendir(string path);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial dirent* readdir(nint directory);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int closedir(nint directory);

    [LibraryImport(libc)]
    internal static partial uint umask(uint mask);

    [LibraryImport(libc)]
    internal static partial uint geteuid();

    [LibraryImport(libc)]
    internal static partial nuint getauxval(nuint type);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int getsid(int pid);

    [LibraryImport(libc)]
    internal static partial void _exit(int status);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int kill(int pid, int signal);

    [LibraryImport(libc)]
    internal static partial int sigaction(int signal, void* action, void* old);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int memfd_create(string name, uint flags);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial void* mmap(void* address, nuint length, int protection, int flags, int fd, long offset);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int mprotect(void* address, nuint length, int protection);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int munmap(void* address, nuint length);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int waitpid(int pid, int* status, int options);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int prctl(int option, ulong argument2, ulong argument3, ulong argument4, ulong argument5);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int inotify_init1(int flags);

    [LibraryImport(libc, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int inotify_add_watch(int fd, string path, uint mask);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int inotify_rm_watch(int fd, int watch);

    /// <summary>
    /// Makes a system call that the C library of a supported system may not have: pidfd_open, pidfd_send_signal, close_range, timer_create
    /// and its family; and fstatat.
    /// </summary>
    [LibraryImport(libc, SetLastError = true)]
    internal static partial long syscall(long number, long argument1, long argument2, long argument3, long argument4);

    /// <summary>Unlike most of C, the posix_spawn family returns the error number instead of setting errno.</summary>
    [LibraryImport(libc)]
    internal static partial int posix_spawn(int* pid, byte* path, void* fileActions, void* attributes, byte** argv, byte** envp);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int execve(byte* path, byte** argv, byte** envp);

    [LibraryImport(libc)]
    internal static partial int pthread_sigmask(int how, void* set, void* old);

    [LibraryImport(libc)]
    internal static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport(libc)]
    internal static partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport(libc)]
    internal static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport(libc)]
    internal static partial int posix_spawnattr_setsigmask(void* attributes, void* signals);

    [LibraryImport(libc)]
    internal static partial int posix_spawnattr_setsigdefault(void* attributes, void* signals);

    [LibraryImport(libc)]
    internal static partial int posix_spawn_file_actions_init(void* fileActions);

    [LibraryImport(libc)]
    internal static partial int posix_spawn_file_actions_destroy(void* fileActions);

    [LibraryImport(libc)]
    internal static partial int posix_spawn_file_actions_adddup2(void* fileActions, int fd, int newFd);

    [LibraryImport(libc)]
    internal static partial int sigemptyset(void* signals);

    [LibraryImport(libc)]
    internal static partial int sigfillset(void* signals);

    [LibraryImport(libc)]
    internal static partial int sigaddset(void* signals, int signal);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int signalfd(int fd, void* signals, int flags);
}
