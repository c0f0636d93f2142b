using Daemonize.Identity;

namespace Daemonize.LogOutput;

/// <summary>The standard output and error of a daemon. On this system they are the caller's, and nothing stands between.</summary>
internal static class LogStreams
{
    /// <summary>Returns null: there is no log to open again.</summary>
    public static DaemonException? Reopen(DaemonInstance instance, string reason) => null;

    /// <summary>Does nothing: no line is pending.</summary>
    public static void Finish()
    {
    }
}
