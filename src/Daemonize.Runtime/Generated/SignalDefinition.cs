using System.ComponentModel;

namespace Daemonize.Generated;

/// <summary>The action for a signal, as data. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SignalDefinition
{
    /// <inheritdoc cref="DaemonSignalAttribute.Signal"/>
    public required string Signal { get; init; }

    /// <summary>The handler; null for a signal that the daemon ignores.</summary>
    public Func<DaemonContext, CancellationToken, ValueTask>? Handler { get; init; }
}
