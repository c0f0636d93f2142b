namespace Daemonize;

/// <summary>When a daemon is ready, which is when <c>start</c> returns. See <see cref="DaemonAttribute.Ready"/>.</summary>
public enum Ready
{
    /// <summary>When <see cref="DaemonAttribute.OnStart"/> has returned, or at once where there is none.</summary>
    OnStart,

    /// <summary>When the method calls <see cref="DaemonContext.NotifyReady"/>.</summary>
    Manual,
}
