using ClusterNotes;
using Quartz;

namespace QuartzCluster;

[DisallowConcurrentExecution]
internal sealed class TickJob : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var tick = Tick.Begin(context.ScheduledFireTimeUtc ?? context.FireTimeUtc);
        await tick.WorkAsync(cancellationToken);
    }
}
