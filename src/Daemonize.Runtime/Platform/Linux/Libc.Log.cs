using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <content>The part that only logs need.</content>
internal static unsafe partial class Libc
{
    internal const int ENOSPC = 28;
    internal const int EPIPE = 32;
    internal const int EMSGSIZE = 90;
    internal const int ENOTCONN = 107;
    internal const int ECONNREFUSED = 111;

    internal const int F_SETPIPE_SZ = 1031;
    internal const short POLLOUT = 0x4;

    internal const int AF_UNIX = 1;
    internal const int SOCK_STREAM = 1;
    internal const int SOCK_DGRAM = 2;
    internal const int SOCK_CLOEXEC = 0x80000;
    internal const int MSG_DONTWAIT = 0x40;
    internal const int MSG_NOSIGNAL = 0x4000;

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int socket(int domain, int type, int protocol);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int connect(int fd, byte* address, uint length);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial nint send(int fd, byte* buffer, nuint length, int flags);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int futimens(int fd, timespec* times);

    [LibraryImport(libc)]
    internal static partial int isatty(int fd);
}
