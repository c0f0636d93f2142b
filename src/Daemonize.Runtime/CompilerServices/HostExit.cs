using System.ComponentModel;
using Daemonize.Logging;

namespace Daemonize.CompilerServices;

/// <summary>Stops a daemon with the exit code of its host.</summary>
/// <remarks>A contract with Daemonize.Hosting of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HostExit
{
    /// <summary>
    /// Asks the daemon to stop with the value that its host has assigned to <see cref="Environment.ExitCode"/>. A value outside 0 to 255
    /// becomes 255.
    /// </summary>
    public static void Request(DaemonContext daemon, int exitCode)
    {
        ArgumentNullException.ThrowIfNull(daemon);
        if (ExitStatus.Fits(exitCode))
        {
            daemon.RequestStop(exitCode);
            return;
        }

        var ending = $"its host set Environment.ExitCode to {ExitStatus.Describe(exitCode)}";
        Log.Error(daemon.Name, ending, exception: null);
        daemon.RequestStopWith(ExitStatus.Of(exitCode), ending);
    }
}
