using System.ComponentModel;

namespace Daemonize.CompilerServices;

/// <summary>The action for a signal, as data.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SignalDefinition
{
    /// <inheritdoc cref="DaemonSignalAttribute.Signal"/>
    public required string Signal { get; init; }

    /// <summary>The handler; null for a signal that the daemon ignores.</summary>
    public Func<DaemonContext, CancellationToken, ValueTask>? Handler { get; init; }
}
