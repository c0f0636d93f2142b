using System.ComponentModel;

namespace Daemonize.Generated;

/// <summary>What the parameters of a daemon method come from that are services. It lives from before OnStart until after OnStop. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DaemonServices
{
    /// <summary>Makes the services ready; the daemon cannot start when it throws.</summary>
    public abstract ValueTask StartAsync(DaemonContext daemon, CancellationToken cancellationToken);

    /// <summary>Ends them. The token is cancelled when the time for that is over.</summary>
    public abstract ValueTask StopAsync(CancellationToken cancellationToken);

    /// <summary>Builds their host for a tool that has called the entry point to get it, and runs it until it is stopped. No daemon method is called.</summary>
    /// <param name="daemon">The context of the daemon.</param>
    /// <param name="args">The arguments of the tool, which configure the host.</param>
    public abstract ValueTask RunInToolAsync(DaemonContext daemon, string[] args);
}
