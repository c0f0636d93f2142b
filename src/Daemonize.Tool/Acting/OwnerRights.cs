using System.Runtime.ExceptionServices;
using Daemonize.Platform.Linux;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Acting;

/// <summary>
/// Opens files as another user may, from a process of root. The kernel then checks what it would check for the user, which no look at a
/// path before the open can: the path can lead elsewhere a moment later, and to open a device can do something.
/// </summary>
internal static class OwnerRights
{
    /// <summary>An id that no user has: it changes nothing, and the call returns the id that counts now (setfsuid(2)).</summary>
    private const uint Nobody = uint.MaxValue;

    /// <summary>
    /// Runs a function with the user's rights to files, and returns its result or throws its exception. It runs in a thread that ends with
    /// it, so nothing else ever runs with these rights. The groups that root has besides its own stay: what is opened must also belong to
    /// the user.
    /// </summary>
    public static T Run<T>(ProcessOwner owner, Func<T> open)
    {
        var result = default(T);
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Take(owner);
                result = open();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    /// <summary>Changes the ids of this thread; with that of the user, the kernel takes root's capabilities to files too.</summary>
    private static void Take(ProcessOwner owner)
    {
        _ = Libc.setfsgid(owner.GroupId);
        _ = Libc.setfsuid(owner.UserId);
        if (Libc.setfsgid(Nobody) != owner.GroupId || Libc.setfsuid(Nobody) != owner.UserId)
        {
            throw new DaemonException($"cannot open files as the user {owner.UserId}: root may not change its ids here (capabilities(7))");
        }
    }
}
