namespace Daemonize;

/// <summary>What a daemon does when its method has failed. See <see cref="DaemonAttribute.OnFailure"/> and <see cref="DaemonAttribute.OnError"/>.</summary>
public enum FailureAction
{
    /// <summary>The failure is logged and counted, and the next slot ticks. A method that runs once has then ended, without a failure of the daemon.</summary>
    Continue,

    /// <summary>The failure is logged and counted, and the daemon ends with exit code 1, so that a supervisor acts.</summary>
    Stop,

    /// <summary>
    /// The method is called again after a wait that doubles each time (<see cref="DaemonAttribute.RetryDelay"/>, <see cref="DaemonAttribute.MaxRetryDelay"/>). After
    /// <see cref="DaemonAttribute.MaxRetries"/> retries the tick has failed and the daemon goes on; a method that runs once ends the daemon.
    /// </summary>
    Retry,
}
