using Daemonize.CompilerServices;
using Daemonize.Operations;

namespace Daemonize;

/// <content>Refuses to start and restart daemons in the background.</content>
public partial class DaemonHandle
{
    private protected DaemonStatus StartWith(DaemonOptions? options, CancellationToken cancellationToken) => Refuse("start", options);

    private protected DaemonStatus RestartWith(DaemonOptions? options, CancellationToken cancellationToken) => Refuse("restart", options);

    private DaemonStatus Refuse(string verb, DaemonOptions? options)
    {
        // A mistake in the options is reported first, as on a system that has the verb.
        Add(options, new SuppliedOptions());
        throw Unavailable.Refuse(verb, Program, Definition);
    }
}
