namespace Daemonize.Operations;

/// <summary>The word for a state, in the table of a status and in messages.</summary>
internal static class StateText
{
    public static string Of(DaemonState state) => state switch
    {
        DaemonState.Running => "running",
        DaemonState.Dead => "dead",
        DaemonState.Stopped => "stopped",
        DaemonState.Suspended => "suspended",
        DaemonState.Hung => "hung",
        DaemonState.Restarting => "restarting",
        _ => "unknown",
    };
}
