using Daemonize.Generated;

namespace Daemonize;

/// <summary>Controls one daemon of this program from C#, with its options: <c>Daemons.Fetch.Start(new() { Country = "de" })</c>.</summary>
/// <typeparam name="TOptions">The options of the daemon's method, and its settings.</typeparam>
public sealed class DaemonHandle<TOptions> : DaemonHandle
    where TOptions : DaemonOptions
{
    internal DaemonHandle(DaemonProgram program, DaemonDefinition definition)
        : base(program, definition)
    {
    }

    /// <inheritdoc cref="DaemonHandle.Start()"/>
    /// <param name="options">What it is started with. A daemon that runs already keeps its own.</param>
    /// <exception cref="ArgumentException">A value cannot be handed over as text.</exception>
    public DaemonStatus Start(TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return StartWith(options, CancellationToken.None);
    }

    /// <inheritdoc cref="DaemonHandle.Restart()"/>
    /// <param name="options">What is to change; the rest is as it was.</param>
    /// <exception cref="ArgumentException">A value cannot be handed over as text.</exception>
    public DaemonStatus Restart(TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RestartWith(options, CancellationToken.None);
    }

    /// <inheritdoc cref="DaemonHandle.StartAsync(CancellationToken)"/>
    /// <param name="options">What it is started with. A daemon that runs already keeps its own.</param>
    /// <param name="cancellationToken">Gives the start up: nothing of the daemon is left then.</param>
    /// <exception cref="ArgumentException">A value cannot be handed over as text.</exception>
    public Task<DaemonStatus> StartAsync(TOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RunAsync(() => StartWith(options, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="DaemonHandle.RestartAsync(CancellationToken)"/>
    /// <param name="options">What is to change; the rest is as it was.</param>
    /// <param name="cancellationToken">As with <see cref="DaemonHandle.StopAsync"/> and then <see cref="DaemonHandle.StartAsync"/>.</param>
    /// <exception cref="ArgumentException">A value cannot be handed over as text.</exception>
    public Task<DaemonStatus> RestartAsync(TOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RunAsync(() => RestartWith(options, cancellationToken), cancellationToken);
    }
}
