using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Tool;

/// <summary>Messages on standard error: one line each, which begins with the name of the tool.</summary>
internal static class Complaint
{
    /// <summary>Writes the message and returns the exit code.</summary>
    public static int Write(DaemonException exception)
    {
        // A message may contain the text of another user's daemon.
        Terminal.WriteError($"daemonize: {OneLine.Whole(exception.Message)}\n");
        return exception.ExitCode;
    }
}
