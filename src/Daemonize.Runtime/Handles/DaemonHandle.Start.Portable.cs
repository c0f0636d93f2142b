using Daemonize.Operations;

namespace Daemonize;

/// <content>Refuses to start and restart daemons in the background.</content>
public partial class DaemonHandle
{
    private protected DaemonStatus StartWith(DaemonOptions? options, CancellationToken cancellationToken) =>
        throw Unavailable.Refuse("start", Program, Definition);

    private protected DaemonStatus RestartWith(DaemonOptions? options, CancellationToken cancellationToken) =>
        throw Unavailable.Refuse("restart", Program, Definition);
}
