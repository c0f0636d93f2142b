namespace Daemonize.Scheduling;

/// <summary>
/// The clock of a schedule, and waiting on it. Instants are in ticks of 100 ns; what they count from is known only to the clock and to the
/// timetable made for it.
/// </summary>
internal interface IClock
{
    long Now { get; }

    /// <summary>Gets the wall clock's time at an instant near now.</summary>
    DateTimeOffset ToUtc(long instant);

    /// <summary>Waits until an instant, <see cref="Wake"/>, a stop, or a change of the clock; the caller checks which.</summary>
    /// <param name="instant">The instant of this clock.</param>
    /// <param name="latest">When the wait ends at the latest, as a timestamp of Stopwatch.</param>
    void Wait(long instant, long latest = long.MaxValue);

    /// <summary>Ends the current wait or, if there is none, the next one. Can be called from any thread.</summary>
    void Wake();
}
