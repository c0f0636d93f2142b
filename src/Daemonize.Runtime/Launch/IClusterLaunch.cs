using Daemonize.CompilerServices;
using Daemonize.Identity;

namespace Daemonize.Launch;

/// <summary>The part of <see cref="ClusterSupport"/> that the stages need.</summary>
internal interface IClusterLaunch
{
    /// <summary>
    /// Prepares a daemon whose parent looks for a note after its end. Called before any program inherits what the daemon has.
    /// </summary>
    void Inherit();

    /// <summary>Gets what a parent of daemons learns about their fence; null if they have none.</summary>
    FenceWatch? Watch(DaemonInstance instance);

    /// <summary>
    /// Makes this process the parent of the daemon if it is process 1 and its daemon needs a fence; otherwise, or if that fails, returns.
    /// </summary>
    void BecomeInit(DaemonInstance instance);

    /// <summary>Runs the daemon as a child of this process, and returns its exit code.</summary>
    /// <param name="program">The program of this process.</param>
    /// <param name="args">The stage's verb, the name of the instance, and the arguments of the child.</param>
    int RunInit(DaemonProgram program, ReadOnlySpan<string> args);
}
