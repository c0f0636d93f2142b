using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>
/// Starts the next stage, or a tool, with posix_spawn(3). A managed process must never fork(2): the child would have one thread and the
/// locks of many. See docs/contributing/architecture.md for the measurement.
/// </summary>
internal static unsafe class Spawner
{
    /// <summary>
    /// Starts <paramref name="image"/> with no signal ignored and only <paramref name="blocked"/> blocked, whatever the caller had, and
    /// returns its process id. Each of <paramref name="descriptors"/> gets the number of its position: 0, 1, 2, ….
    /// </summary>
    public static int Spawn(LaunchSpec image, ReadOnlySpan<int> descriptors, bool inNewSession = false, ReadOnlySpan<int> blocked = default)
    {
        // Opaque structures, whose size only the C library knows; aligned as by malloc(3).
        var attributes = stackalloc long[Libc.OpaqueSize / sizeof(long)];
        var actions = stackalloc long[Libc.OpaqueSize / sizeof(long)];
        var signals = stackalloc long[Libc.OpaqueSize / sizeof(long)];
        Check(Libc.posix_spawnattr_init(attributes));
        Check(Libc.posix_spawn_file_actions_init(actions));
        try
        {
            var flags = Libc.POSIX_SPAWN_SETSIGDEF | Libc.POSIX_SPAWN_SETSIGMASK | (inNewSession ? Libc.POSIX_SPAWN_SETSID : 0);
            Check(Libc.posix_spawnattr_setflags(attributes, (short)flags));
            _ = Libc.sigfillset(signals);
            Check(Libc.posix_spawnattr_setsigdefault(attributes, signals));
            SignalDescriptor.Fill(signals, blocked);
            Check(Libc.posix_spawnattr_setsigmask(attributes, signals));
            for (var i = 0; i < descriptors.Length; i++)
            {
                Check(Libc.posix_spawn_file_actions_adddup2(actions, descriptors[i], i));
            }

            return Spawn(image, actions, attributes);
        }
        finally
        {
            _ = Libc.posix_spawn_file_actions_destroy(actions);
            _ = Libc.posix_spawnattr_destroy(attributes);
        }
    }

    /// <summary>
    /// Replaces this process with <paramref name="image"/>, which has its process id and its blocked signals (execve(2)). Returns the
    /// reason if that fails; otherwise nothing of this program runs on.
    /// </summary>
    public static DaemonException Replace(LaunchSpec image)
    {
        var arguments = image.Arguments.ToPointers(out var argumentBlock);
        var environment = image.Environment.ToPointers(out var environmentBlock);
        int errno;
        fixed (byte* path = image.Path)
        {
            fixed (nint* argv = arguments, envp = environment)
            {
                _ = Libc.execve(path, (byte**)argv, (byte**)envp);
                errno = Errno.Last;
            }
        }

        GC.KeepAlive(argumentBlock);
        GC.KeepAlive(environmentBlock);
        return FailureOf(image, errno);
    }

    private static int Spawn(LaunchSpec image, void* actions, void* attributes)
    {
        var pid = 0;
        var arguments = image.Arguments.ToPointers(out var argumentBlock);
        var environment = image.Environment.ToPointers(out var environmentBlock);
        fixed (byte* path = image.Path)
        {
            fixed (nint* argv = arguments, envp = environment)
            {
                if (Libc.posix_spawn(&pid, path, actions, attributes, (byte**)argv, (byte**)envp) is not 0 and var error)
                {
                    throw FailureOf(image, error);
                }
            }
        }

        GC.KeepAlive(argumentBlock);
        GC.KeepAlive(environmentBlock);
        return pid;
    }

    /// <summary>
    /// Gets what to report for the error of a start. An error of the file names the file: the program may have been removed since it was
    /// started.
    /// </summary>
    public static DaemonException FailureOf(LaunchSpec image, int error)
    {
        var path = Encoding.UTF8.GetString(image.Path.AsSpan()[..^1]);
        return FailureOf(
            error is Libc.ENOENT or Libc.ENOTDIR or Libc.EACCES && image.Name != path ? $"{image.Name} ({path})" : image.Name, error);
    }

    private static string? WayOut(int error) => error switch
    {
        Libc.E2BIG => "its options and environment are more than the system passes on (execve(2))",
        Libc.EAGAIN => "this user, or its container, may not have more processes: see ulimit -u (RLIMIT_NPROC) and pids.max",
        Libc.EPERM or Libc.ENOSYS =>
            "a sandbox (such as a container's seccomp profile) denies clone(2), clone3(2), setsid(2) or execve(2); allow them, or use " +
            "'run'",
        Libc.ENOENT or Libc.ENOTDIR => "the program, or what it is started by, was removed or moved: install it there again",
        Libc.EACCES => "allow this user to execute it: see its mode, its directories, and the option noexec of its mount",
        _ => null,
    };

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw FailureOf("a process", error);
        }
    }

    private static DaemonException FailureOf(string what, int error) => error == Libc.EAGAIN || MissingCall.IsMissing(error)
        ? new DaemonException($"cannot start {what}: {Errno.Message(error)}; {WayOut(error)}")
        : Errno.Exception($"start {what}", error, WayOut(error));
}
