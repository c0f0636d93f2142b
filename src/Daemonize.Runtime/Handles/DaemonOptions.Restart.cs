using Daemonize.CompilerServices;

namespace Daemonize;

/// <content>The restart of a started daemon that has ended.</content>
public partial class DaemonOptions
{
    /// <inheritdoc cref="DaemonAttribute.Restart"/>
    public RestartPolicy? Restart { get; init; }

    /// <inheritdoc cref="DaemonAttribute.RestartDelay"/>
    public TimeSpan? RestartDelay { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxRestartDelay"/>
    public TimeSpan? MaxRestartDelay { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxRestarts"/>
    public int? MaxRestarts { get; init; }

    /// <inheritdoc cref="DaemonAttribute.RestartWindow"/>
    public TimeSpan? RestartWindow { get; init; }

    private void AddRestart(SuppliedOptions given)
    {
        Add(given, Setting.Restart, (int?)Restart);
        Add(given, Setting.RestartDelay, RestartDelay);
        Add(given, Setting.MaxRestartDelay, MaxRestartDelay);
        Add(given, Setting.MaxRestarts, MaxRestarts);
        Add(given, Setting.RestartWindow, RestartWindow);
    }
}
