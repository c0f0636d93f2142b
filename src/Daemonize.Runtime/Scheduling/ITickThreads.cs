namespace Daemonize.Scheduling;

/// <summary>Where ticks run: on the schedule's own thread, or on another.</summary>
internal interface ITickThreads
{
    /// <summary>Keeps the schedule's thread with a tick until that has ended.</summary>
    void WaitFor(Task tick);

    /// <summary>Runs a tick on another thread.</summary>
    Task Fork(Func<Task> tick);
}

/// <summary>The threads of the process.</summary>
internal sealed class TickThreads : ITickThreads
{
    public void WaitFor(Task tick) => tick.GetAwaiter().GetResult();

    public Task Fork(Func<Task> tick) => Task.Run(tick);
}
