using System.ComponentModel;

namespace Daemonize.Generated;

/// <summary>What a signal does, as data. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SignalDefinition
{
    /// <inheritdoc cref="DaemonSignalAttribute.Signal"/>
    public required string Signal { get; init; }

    /// <summary>What is called; null for a signal that does nothing.</summary>
    public Func<DaemonContext, CancellationToken, ValueTask>? Handler { get; init; }
}
