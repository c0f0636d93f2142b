namespace Daemonize;

/// <content>The restart of a started daemon that has ended.</content>
public sealed partial class DaemonAttribute
{
    /// <summary>
    /// The condition for restarting a started daemon that has ended. The default is <see cref="RestartPolicy.Never"/>. With the other
    /// values, a process of this program, the watcher, runs next to the daemon and restarts it; <c>stop</c> ends both.
    /// </summary>
    /// <remarks>
    /// The watcher is for machines without a service manager. <c>run</c> and <c>once</c> have no watcher: their parent process supervises
    /// them, and <c>unit</c> writes these settings to the service file. A daemon that was never ready is not restarted: <c>start</c> has
    /// reported the failure. See docs/guide/supervision.md.
    /// </remarks>
    public RestartPolicy Restart { get; set; }

    /// <summary>
    /// The wait before a restart. It doubles with each restart within <see cref="RestartWindow"/>. The default is <c>"1s"</c>. <c>start</c>
    /// does not wait.
    /// </summary>
    public string? RestartDelay { get; set; }

    /// <summary>The longest wait before a restart. The default is <c>"1m"</c>.</summary>
    public string? MaxRestartDelay { get; set; }

    /// <summary>
    /// The maximum number of restarts within <see cref="RestartWindow"/>, 0 or more. When the daemon ends once more, the watcher gives up.
    /// The default is 10; 0 means unlimited.
    /// </summary>
    public int MaxRestarts { get; set; } = 10;

    /// <summary>
    /// The time for which a restart counts towards <see cref="RestartDelay"/> and <see cref="MaxRestarts"/>. The default is <c>"10m"</c>.
    /// </summary>
    public string? RestartWindow { get; set; }
}
