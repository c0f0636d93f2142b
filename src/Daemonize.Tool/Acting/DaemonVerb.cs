namespace Daemonize.Tool.Acting;

/// <summary>A verb that changes a daemon. No other word of a caller becomes the verb of a command line.</summary>
internal enum DaemonVerb
{
    Start,
    Stop,
    Restart,
    Reload,
    Tick,
}

/// <summary>The words of the verbs.</summary>
internal static class DaemonVerbText
{
    /// <summary>Gets the word on the command line of the program.</summary>
    public static string ToWord(this DaemonVerb verb) => verb switch
    {
        DaemonVerb.Start => "start",
        DaemonVerb.Stop => "stop",
        DaemonVerb.Restart => "restart",
        DaemonVerb.Reload => "reload",
        _ => "tick",
    };
}
