namespace Daemonize.Scheduling;

/// <summary>The slots of a schedule, in their order.</summary>
internal interface ITimetable
{
    /// <summary>The first slot that is not before <paramref name="instant"/>.</summary>
    Slot FirstFrom(long instant);

    /// <summary>The slot behind another.</summary>
    Slot After(Slot slot);

    /// <summary>The slot that is next when a tick has ended, where that depends on it.</summary>
    /// <param name="next">The one that was next until now.</param>
    /// <param name="end">When the tick ended.</param>
    Slot AfterEnd(Slot next, long end) => next;

    /// <summary>Moves on over slots until of those that are not behind <paramref name="instant"/> only <paramref name="keep"/> are left. Gives how many it passed.</summary>
    long PassOver(ref Slot slot, long instant, int keep);
}
