using Daemonize.Identity;
using Daemonize.Logging;

namespace Daemonize.LogOutput;

/// <summary>
/// Writes a record to the log of a daemon from a process that does not keep the log open: it may be moved away meanwhile.
/// </summary>
internal static class LogNote
{
    /// <summary>Writes a record, if the log can be opened.</summary>
    public static void Write(DaemonInstance instance, int level, string message)
    {
        try
        {
            LogStreams.UseFormat(instance);
            var record = LogRecords.Format(level, instance.Name, message, exception: null);
            var error = LogDestination.Of(instance.ErrorFile, instance);
            using var log = error.Open();
            error.Write(log, record);
        }
        catch (DaemonException)
        {
            // A log that cannot be opened cannot be reported in the log. The status file and the lock file contain the same facts.
        }
    }
}
