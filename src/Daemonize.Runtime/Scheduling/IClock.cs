namespace Daemonize.Scheduling;

/// <summary>
/// The clock that a schedule goes by, and waiting on it. Instants are in ticks of 100 ns; of what clock, only the clock knows, and the timetable that was made
/// for it.
/// </summary>
internal interface IClock
{
    long Now { get; }

    /// <summary>The wall clock's time at an instant that is near.</summary>
    DateTimeOffset ToUtc(long instant);

    /// <summary>Waits until an instant, or until <see cref="Wake"/>, a stop, or somebody setting the clock; whoever waits looks again.</summary>
    void Wait(long instant);

    /// <summary>Ends the wait, or else the next one. From any thread.</summary>
    void Wake();
}
