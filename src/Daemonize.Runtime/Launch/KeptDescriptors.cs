using Daemonize.Options;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>The caller's descriptors that a daemon keeps.</summary>
internal static class KeptDescriptors
{
    /// <summary>
    /// Throws if a descriptor is not open or closes on exec. The latter is the runtime's own, opened at a number that was free; the caller
    /// has not passed it on.
    /// </summary>
    public static void Check(Settings settings)
    {
        foreach (var number in settings.KeepDescriptors)
        {
            if (Libc.fcntl(number, Libc.F_GETFD, 0L) != 0)
            {
                throw new DaemonException(
                    $"cannot keep descriptor {number} (KeepDescriptors): the caller has not left it " +
                    $"open{settings.BlameFor(Setting.KeepDescriptors)}");
            }
        }
    }

    /// <summary>Lets the kept descriptors pass to the next stage, after all have been marked close-on-exec.</summary>
    public static void Pass(Settings settings)
    {
        foreach (var number in settings.KeepDescriptors)
        {
            if (Libc.fcntl(number, Libc.F_SETFD, 0L) != 0)
            {
                throw Failure(number, Errno.Last);
            }
        }
    }

    public static DaemonException Failure(int number, int errno) => Errno.Exception($"keep descriptor {number}", errno);

    /// <summary>Marks the kept descriptors close-on-exec: the daemon has them, the programs that it executes do not.</summary>
    public static void Adopt(Settings settings) => settings.KeepDescriptors.ForEach(CloseOnExec.Set);
}
