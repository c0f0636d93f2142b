using System.ComponentModel;
using Daemonize.Logging;
using Daemonize.Scheduling;

namespace Daemonize.Generated;

/// <summary>The end of a host with an exit code. For Daemonize.Hosting only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HostExit
{
    /// <summary>Asks the daemon to stop with what its host has set <see cref="Environment.ExitCode"/> to; what is not 0 to 255 becomes 255.</summary>
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
