using Daemonize.CompilerServices;

namespace Daemonize;

/// <summary>Controls one daemon of this program from C#, with its options: <c>Daemons.Fetch.Start(new() { Country = "de" })</c>.</summary>
/// <typeparam name="TOptions">The class of the daemon's options: those of its method, and its settings.</typeparam>
public sealed class DaemonHandle<TOptions> : DaemonHandle
    where TOptions : DaemonOptions
{
    internal DaemonHandle(DaemonProgram program, DaemonDefinition definition, int? number = null)
        : base(program, definition, number)
    {
    }

    /// <inheritdoc/>
    public override DaemonHandle<TOptions> GetInstance(int number) => new(Program, Definition, CheckNumber(number));

    /// <inheritdoc cref="DaemonHandle.Start()"/>
    /// <param name="options">The options for the start. A daemon that already runs keeps its own.</param>
    /// <exception cref="ArgumentException">A value cannot be passed to the daemon as text.</exception>
    public DaemonStatus Start(TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return StartWith(options, CancellationToken.None);
    }

    /// <inheritdoc cref="DaemonHandle.Restart()"/>
    /// <param name="options">The options to change. Options that are not set keep their previous values.</param>
    /// <exception cref="ArgumentException">A value cannot be passed to the daemon as text.</exception>
    public DaemonStatus Restart(TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RestartWith(options, CancellationToken.None);
    }

    /// <inheritdoc cref="DaemonHandle.StartAsync(CancellationToken)"/>
    /// <param name="options">The options for the start. A daemon that already runs keeps its own.</param>
    /// <param name="cancellationToken">Cancels the start: nothing of the daemon is left.</param>
    /// <exception cref="ArgumentException">A value cannot be passed to the daemon as text.</exception>
    public Task<DaemonStatus> StartAsync(TOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RunAsync(() => StartWith(options, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="DaemonHandle.RestartAsync(CancellationToken)"/>
    /// <param name="options">The options to change. Options that are not set keep their previous values.</param>
    /// <param name="cancellationToken">
    /// Ends the wait for the stop as in <see cref="DaemonHandle.StopAsync(CancellationToken)"/>, or cancels the start as in
    /// <see cref="DaemonHandle.StartAsync"/>.
    /// </param>
    /// <exception cref="ArgumentException">A value cannot be passed to the daemon as text.</exception>
    public Task<DaemonStatus> RestartAsync(TOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RunAsync(() => RestartWith(options, cancellationToken), cancellationToken);
    }
}
