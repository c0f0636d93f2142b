using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Logging;

/// <summary>One record in the log of a daemon, from a process that does not keep it open: it may be moved away meanwhile.</summary>
internal static class LogNote
{
    /// <summary>Writes it, where the log can be opened.</summary>
    public static void Write(DaemonInstance instance, int level, string message)
    {
        try
        {
            LogStreams.UseFormat(instance);
            var record = LogRecords.Format(level, instance.Name, message, exception: null);
            using var log = LogTargets.Open(instance.ErrorFile, instance);
            if (instance.ErrorFile == LogTarget.Syslog)
            {
                using var syslog = new Syslog(instance.SyslogName, log);
                syslog.Write(record);
            }
            else
            {
                _ = Descriptor.TryWrite(log.Number, record, out _);
            }
        }
        catch (DaemonException)
        {
            // There is nowhere to say that there is nowhere to say it. The status file and the lock file tell the same.
        }
    }
}
