using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>Finds users and groups through the C library: in /etc/passwd, or wherever nsswitch.conf(5) says.</summary>
internal static unsafe class UserDatabase
{
    private const int FirstSize = 1024;

    /// <summary>A size larger than any entry; a group can have thousands of members.</summary>
    private const int MaxSize = 1 << 20;

    private delegate int Lookup<T>(T* entry, byte* buffer, nuint length, T** result)
        where T : unmanaged;

    private delegate TResult Reader<T, TResult>(T* entry)
        where T : unmanaged;

    /// <summary>Finds a user by name; null if there is none.</summary>
    public static UserEntry? FindUser(string name) => Find<Libc.passwd, UserEntry>(
        (entry, buffer, length, result) => Libc.getpwnam_r(name, entry, buffer, length, result), Read, name);

    /// <summary>Finds a user by id; null if there is none.</summary>
    public static UserEntry? FindUser(uint id) => Find<Libc.passwd, UserEntry>(
        (entry, buffer, length, result) => Libc.getpwuid_r(id, entry, buffer, length, result), Read, $"{id}");

    /// <summary>Finds a group by name; null if there is none.</summary>
    public static GroupEntry? FindGroup(string name) => Find<Libc.group, GroupEntry>(
        (entry, buffer, length, result) => Libc.getgrnam_r(name, entry, buffer, length, result),
        static entry => new GroupEntry(entry->gr_gid), name);

    private static UserEntry Read(Libc.passwd* entry) =>
        new(Text(entry->pw_name), entry->pw_uid, entry->pw_gid, Text(entry->pw_dir), Text(entry->pw_shell));

    private static string Text(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    private static TResult? Find<T, TResult>(Lookup<T> lookup, Reader<T, TResult> read, string name)
        where T : unmanaged
        where TResult : class
    {
        for (var size = FirstSize; ; size *= 2)
        {
            var text = new byte[size];
            T entry;
            T* found;
            int error;
            fixed (byte* buffer = text)
            {
                error = lookup(&entry, buffer, (nuint)size, &found);
                if (error == 0 && found is not null)
                {
                    return read(found);
                }
            }

            // The error for an unknown name differs: getpwnam(3) lists these "or others". A database that does not answer is another
            // matter.
            if (error is 0 or Libc.ENOENT or Libc.ESRCH or Libc.EPERM)
            {
                return null;
            }

            if (error is not (Libc.ERANGE or Libc.EINTR) || size >= MaxSize)
            {
                throw Errno.Exception($"look up {name} in the user database", error);
            }
        }
    }
}

/// <summary>A user (passwd(5)).</summary>
internal sealed record UserEntry(string Name, uint Id, uint GroupId, string Home, string Shell);

/// <summary>A group (group(5)).</summary>
internal sealed record GroupEntry(uint Id);
