using ClusterNotes;
using Daemonize;

namespace Cluster;

/// <summary>A daemon of which each slot ticks once in all processes. The lease is that of the default.</summary>
internal static class Daemon
{
    [Daemon(Name = "tick", Interval = "1s", AlignToClock = true, Scope = DaemonScope.Cluster)]
    internal static async Task Run(DaemonContext daemon, CancellationToken stop)
    {
        using var tick = Tick.Begin(daemon.ScheduledAt);
        await tick.WorkAsync(stop);
    }
}
