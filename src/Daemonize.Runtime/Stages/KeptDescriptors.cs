using Daemonize.Options;
using Daemonize.Platform.Linux;

namespace Daemonize.Stages;

/// <summary>The caller's descriptors that a daemon keeps.</summary>
internal static class KeptDescriptors
{
    /// <summary>
    /// Throws where one is not open. What closes on exec was not the caller's to hand down: it is the runtime's own, which came by a number that was free.
    /// </summary>
    public static void Check(Settings settings)
    {
        foreach (var number in settings.KeepDescriptors)
        {
            if (Libc.fcntl(number, Libc.F_GETFD, 0L) != 0)
            {
                throw new DaemonException($"cannot keep descriptor {number} (KeepDescriptors): the caller has not left it open{settings.BlameFor(SettingOption.KeepDescriptors)}");
            }
        }
    }

    /// <summary>Lets them pass to the next stage, after all have been kept from it.</summary>
    public static void Pass(Settings settings)
    {
        foreach (var number in settings.KeepDescriptors)
        {
            if (Libc.fcntl(number, Libc.F_SETFD, 0L) != 0)
            {
                throw Errno.Exception($"keep descriptor {number}", Errno.Last);
            }
        }
    }

    /// <summary>The daemon has them; what it executes does not.</summary>
    public static void Adopt(Settings settings) => Array.ForEach(settings.KeepDescriptors, CloseOnExec.Set);
}
