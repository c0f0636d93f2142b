namespace Daemonize.Scheduling;

/// <summary>The threads on which ticks run: the schedule's own thread, or another.</summary>
internal interface ITickThreads
{
    /// <summary>Blocks the schedule's thread until a tick has ended.</summary>
    void WaitFor(Task tick);

    /// <summary>Runs a tick on another thread.</summary>
    Task Fork(Func<Task> tick);
}

/// <summary>Runs ticks on the threads of this process.</summary>
internal sealed class TickThreads : ITickThreads
{
    public void WaitFor(Task tick) => tick.GetAwaiter().GetResult();

    public Task Fork(Func<Task> tick) => Task.Run(tick);
}
