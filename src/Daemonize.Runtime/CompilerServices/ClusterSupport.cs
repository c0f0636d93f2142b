using System.ComponentModel;

namespace Daemonize.CompilerServices;

/// <summary>
/// What a daemon with <see cref="DaemonScope.Cluster"/> needs that other daemons do not. Only the definition of such a daemon names it, so
/// that a trimmed or ahead-of-time compiled program without one does not contain the code of clusters.
/// </summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ClusterSupport
{
    // What takes types of a layer above this one is in an interface of that layer, such as IClusterLifetime.
    private protected ClusterSupport()
    {
    }

    /// <summary>Runs a verb that only a program with a daemon of a cluster has, and returns its exit code.</summary>
    /// <param name="program">The program of this process.</param>
    /// <param name="args">The verb and its arguments.</param>
    internal abstract int Run(DaemonProgram program, ReadOnlySpan<string> args);

    /// <summary>Gets the text of a service file that only a program with a daemon of a cluster has; null for another format.</summary>
    /// <param name="program">The program of this process.</param>
    /// <param name="args">The verb <c>unit</c>, the format, and the daemons with their options.</param>
    internal abstract string? WriteUnit(DaemonProgram program, ReadOnlySpan<string> args);

    /// <summary>Gets the formats of service files that the program has, as a phrase.</summary>
    internal abstract string UnitFormats { get; }
}
