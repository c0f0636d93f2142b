using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.LogOutput;

/// <summary>Opens the target of a daemon's standard output or error: a file, /dev/null, or a socket of the journal or of syslog.</summary>
internal static class LogTargets
{
    public static LogHandle Open(string target, DaemonInstance instance) => target switch
    {
        LogTarget.Null => LogHandle.OpenNull(),
        LogTarget.Journal => Journal.Connect(instance.SyslogName),
        LogTarget.Syslog => SystemLog.ConnectSyslog(),
        _ => LogFile.Open(target),
    };
}
