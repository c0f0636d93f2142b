using System.Text;

namespace Daemonize.Platform.Linux;

/// <summary>Connects to sockets of this machine (unix(7)).</summary>
internal static unsafe class LocalSocket
{
    /// <summary>The size of sun_path.</summary>
    private const int MaxPath = 108;

    /// <summary>
    /// Connects to the socket at <paramref name="path"/>, or to an abstract name if it begins with <c>@</c>; null with the error if nobody
    /// listens there.
    /// </summary>
    public static Descriptor? TryConnect(string path, int type, out int errno)
    {
        if (Encoding.UTF8.GetByteCount(path) >= MaxPath)
        {
            errno = Libc.ENAMETOOLONG;
            return null;
        }

        var number = Libc.socket(Libc.AF_UNIX, type | Libc.SOCK_CLOEXEC, 0);
        if (number < 0)
        {
            errno = Errno.Last;
            return null;
        }

        var socket = new Descriptor(number);

        // struct sockaddr_un: two bytes of family in host byte order, and the path with its NUL; the length says where an abstract name
        // ends.
        var address = stackalloc byte[sizeof(ushort) + MaxPath];
        new Span<byte>(address, sizeof(ushort) + MaxPath).Clear();
        *(ushort*)address = Libc.AF_UNIX;
        var length = Encoding.UTF8.GetBytes(path, new Span<byte>(address + sizeof(ushort), MaxPath - 1));
        if (path.StartsWith('@'))
        {
            address[sizeof(ushort)] = 0;
            length--;
        }

        if (Libc.connect(number, address, (uint)(sizeof(ushort) + length + 1)) == 0)
        {
            errno = 0;
            return socket;
        }

        errno = Errno.Last;
        socket.Dispose();
        return null;
    }
}
