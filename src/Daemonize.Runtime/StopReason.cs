namespace Daemonize;

/// <summary>Why a daemon stops, for <see cref="DaemonAttribute.OnStop"/>.</summary>
public enum StopReason
{
    /// <summary>Somebody asked: <c>stop</c>, a service manager, or Ctrl-C in the foreground (SIGTERM or SIGINT).</summary>
    Signal,

    /// <summary>The program called <see cref="DaemonContext.RequestStop"/>.</summary>
    Requested,

    /// <summary>There is no more to do: the method that runs once has returned, or <see cref="DaemonAttribute.MaxRuns"/> ticks are done.</summary>
    Completed,

    /// <summary>The method failed and <see cref="FailureAction.Stop"/> applies, or <see cref="DaemonAttribute.MaxFailures"/> ticks in a row have failed.</summary>
    Failed,
}
