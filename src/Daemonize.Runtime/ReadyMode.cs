namespace Daemonize;

/// <summary>
/// The event that makes a daemon ready. <c>start</c> returns when the daemon is ready. See <see cref="DaemonAttribute.Ready"/>.
/// </summary>
public enum ReadyMode
{
    /// <summary>The daemon is ready when <see cref="DaemonAttribute.OnStart"/> has returned, or at once without such a method.</summary>
    OnStart,

    /// <summary>The daemon is ready when the method calls <see cref="DaemonContext.NotifyReady"/>.</summary>
    Manual,
}
