namespace Daemonize.Scheduling;

/// <summary>
/// What a daemon does now and then besides its ticks. The thread of the schedule does it where it waits anyway: a separate timer would
/// wake two more threads, which costs more than most ticks.
/// </summary>
internal interface IUpkeep
{
    /// <summary>Does what is due, and returns when it wants to be called again at the latest, as a timestamp of Stopwatch.</summary>
    long Look();
}
