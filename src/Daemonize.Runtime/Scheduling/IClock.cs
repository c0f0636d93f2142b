namespace Daemonize.Scheduling;

/// <summary>The monotonic clock, and waiting on it. Instants are in nanoseconds from some past moment; setting the wall clock does not move them.</summary>
internal interface IClock
{
    long Now { get; }

    /// <summary>Waits for an instant, never less; false when the daemon is to stop instead.</summary>
    bool WaitUntil(long instant);
}
