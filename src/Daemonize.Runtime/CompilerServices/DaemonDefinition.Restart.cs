namespace Daemonize.CompilerServices;

/// <content>The restart of a started daemon that has ended.</content>
public sealed partial class DaemonDefinition
{
    /// <inheritdoc cref="DaemonAttribute.Restart"/>
    public RestartPolicy Restart { get; init; }

    /// <inheritdoc cref="DaemonAttribute.RestartDelay"/>
    public TimeSpan RestartDelay { get; init; } = new(0, 0, 1);

    /// <inheritdoc cref="DaemonAttribute.MaxRestartDelay"/>
    public TimeSpan MaxRestartDelay { get; init; } = new(0, 1, 0);

    /// <inheritdoc cref="DaemonAttribute.MaxRestarts"/>
    public int MaxRestarts { get; init; } = 10;

    /// <inheritdoc cref="DaemonAttribute.RestartWindow"/>
    public TimeSpan RestartWindow { get; init; } = new(0, 10, 0);
}
