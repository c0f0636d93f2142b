namespace Daemonize;

/// <summary>The reason why a daemon stops, for <see cref="DaemonAttribute.OnStop"/>.</summary>
public enum StopReason
{
    /// <summary>A signal (SIGTERM or SIGINT): from <c>stop</c>, from a service manager, or from Ctrl+C in the foreground.</summary>
    Signal,

    /// <summary>The program called <see cref="DaemonContext.RequestStop"/>.</summary>
    Requested,

    /// <summary>
    /// The work is complete: the method that runs once has returned, or <see cref="DaemonAttribute.MaxRuns"/> ticks are done.
    /// </summary>
    Completed,

    /// <summary>
    /// The method failed and <see cref="FailureAction.Stop"/> applies, or <see cref="DaemonAttribute.MaxFailures"/> consecutive ticks have
    /// failed.
    /// </summary>
    Failed,
}
