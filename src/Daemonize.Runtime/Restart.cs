namespace Daemonize;

/// <summary>Whether a started daemon that has ended is started again. See <see cref="DaemonAttribute.Restart"/>.</summary>
public enum Restart
{
    /// <summary>It is not.</summary>
    Never,

    /// <summary>It is when it has failed: it exited with another code than 0, or a signal has killed it. A stop, by whatever means, is no failure.</summary>
    OnFailure,

    /// <summary>It is, however it ended, unless <c>stop</c> has ended it.</summary>
    Always,
}
