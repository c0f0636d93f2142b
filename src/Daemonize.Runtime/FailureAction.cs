namespace Daemonize;

/// <summary>
/// The action of a daemon when its method has failed. See <see cref="DaemonAttribute.OnFailure"/> and
/// <see cref="DaemonAttribute.OnError"/>.
/// </summary>
public enum FailureAction
{
    /// <summary>
    /// The failure is logged and counted, and the daemon continues with the next slot. If the method runs once, the daemon ends with exit
    /// code 0.
    /// </summary>
    Continue,

    /// <summary>The failure is logged and counted, and the daemon ends with exit code 1, for a supervisor to act on.</summary>
    Stop,

    /// <summary>
    /// The method is called again after a wait that doubles each time (<see cref="DaemonAttribute.RetryDelay"/>,
    /// <see cref="DaemonAttribute.MaxRetryDelay"/>). After <see cref="DaemonAttribute.MaxRetries"/> retries the tick has failed, and the
    /// daemon continues; if the method runs once, the daemon ends.
    /// </summary>
    Retry,
}
