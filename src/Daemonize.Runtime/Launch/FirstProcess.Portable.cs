using Daemonize.Identity;

namespace Daemonize.Launch;

/// <summary>A program in the foreground. The systems of this flavour have no pid namespaces.</summary>
internal static class FirstProcess
{
    /// <summary>Returns: this process is the daemon.</summary>
    public static void Enter(DaemonInstance instance) => ArgumentNullException.ThrowIfNull(instance);
}
