using System.ComponentModel;

namespace Daemonize.CompilerServices;

/// <summary>
/// The source of the parameters of a daemon method that are services. It lives from before OnStart until after OnStop.
/// </summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DaemonServices
{
    /// <summary>Starts the services. If this throws, the daemon cannot start.</summary>
    public abstract ValueTask StartAsync(DaemonContext daemon, CancellationToken cancellationToken);

    /// <summary>Stops the services. The token is cancelled when the time for the stop is over.</summary>
    public abstract ValueTask StopAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Builds the host of the services for a tool that has called the entry point to get it, and runs the host until it is stopped. Calls
    /// no daemon method.
    /// </summary>
    /// <param name="daemon">The context of the daemon, in which <see cref="DaemonContext.IsInTool"/> is true.</param>
    /// <param name="args">The arguments of the tool, which configure the host.</param>
    public abstract ValueTask RunInToolAsync(DaemonContext daemon, string[] args);
}
