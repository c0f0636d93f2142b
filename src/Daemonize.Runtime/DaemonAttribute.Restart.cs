namespace Daemonize;

/// <content>What happens when a started daemon ends.</content>
public sealed partial class DaemonAttribute
{
    /// <summary>
    /// Whether a started daemon that has ended is started again. The default is <see cref="Restart.Never"/>. With the others a process of this program, the
    /// watcher, runs next to the daemon and does that; <c>stop</c> ends both.
    /// </summary>
    /// <remarks>
    /// It is for machines without a service manager. <c>run</c> and <c>once</c> have no watcher: whoever runs them in the foreground is one, and <c>unit</c> tells it
    /// what is said here. A daemon that was never ready is not started again: <c>start</c> has told why. See docs/supervision.md.
    /// </remarks>
    public Restart Restart { get; set; }

    /// <summary>
    /// The wait before a restart, which doubles with each that there was within <see cref="RestartWindow"/>. The default is <c>"1s"</c>. A <c>start</c> does not wait.
    /// </summary>
    public string? RestartDelay { get; set; }

    /// <summary>The longest wait before a restart. The default is <c>"1m"</c>.</summary>
    public string? MaxRestartDelay { get; set; }

    /// <summary>
    /// How many restarts there may be within <see cref="RestartWindow"/>; when it ends once more, the watcher gives up. The default is 10; 0 is any number.
    /// </summary>
    public int MaxRestarts { get; set; } = 10;

    /// <summary>How long a restart counts for <see cref="RestartDelay"/> and <see cref="MaxRestarts"/>. The default is <c>"10m"</c>.</summary>
    public string? RestartWindow { get; set; }
}
