namespace Daemonize;

/// <summary>The condition for restarting a started daemon that has ended. See <see cref="DaemonAttribute.Restart"/>.</summary>
public enum RestartPolicy
{
    /// <summary>The daemon is not restarted.</summary>
    Never,

    /// <summary>
    /// The daemon is restarted after a failure: an exit code other than 0, or death by a signal. A stop, by whatever means, is not a
    /// failure.
    /// </summary>
    OnFailure,

    /// <summary>The daemon is restarted however it ended, unless <c>stop</c> ended it.</summary>
    Always,
}
