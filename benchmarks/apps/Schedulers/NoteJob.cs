using Quartz;

namespace Schedulers;

/// <summary>The job for Quartz.NET, which knows its slot.</summary>
internal sealed class NoteJob(Notes notes, TimeSpan interval) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var slot = (context.ScheduledFireTimeUtc ?? context.FireTimeUtc).UtcTicks;
        notes.Add((slot + (interval.Ticks / 2)) / interval.Ticks);
        return ValueTask.CompletedTask;
    }
}
