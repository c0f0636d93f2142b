namespace Daemonize.Scheduling;

/// <summary>The slots of a schedule, in order of time.</summary>
internal interface ITimetable
{
    /// <summary>Gets the first slot that is not before <paramref name="instant"/>.</summary>
    Slot FirstFrom(long instant);

    /// <summary>Gets the slot that follows another.</summary>
    Slot After(Slot slot);

    /// <summary>Gets the next slot after the end of a tick, if it depends on that end.</summary>
    /// <param name="next">The slot that was next until now.</param>
    /// <param name="end">The instant at which the tick ended.</param>
    Slot AfterEnd(Slot next, long end) => next;

    /// <summary>
    /// Moves <paramref name="slot"/> forward until only <paramref name="keep"/> slots up to <paramref name="instant"/> are left. Returns
    /// how many slots it has passed.
    /// </summary>
    long PassOver(ref Slot slot, long instant, int keep);
}
