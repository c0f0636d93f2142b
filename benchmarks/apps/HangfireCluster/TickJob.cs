using ClusterNotes;
using Hangfire;
using Hangfire.Server;

namespace HangfireCluster;

/// <summary>A job that is left out while another one runs.</summary>
public sealed class TickJob
{
    [DisableConcurrentExecution(0)]
    [AutomaticRetry(Attempts = 0, LogEvents = false)]
    public async Task RunAsync(PerformContext context, CancellationToken cancelled)
    {
        // A job does not know its slot: it is the second in which its scheduler has seen that it is due.
        using var tick = Tick.Begin(DateTimeOffset.FromUnixTimeSeconds(context.GetJobParameter<long>("Time")));
        await tick.WorkAsync(cancelled);
    }
}
