using Daemonize.Scheduling;

namespace Daemonize.Tests.Infrastructure;

/// <summary>A clock that stands still but for waits and what a test says that a tick took.</summary>
internal sealed class VirtualClock : IClock
{
    public long Now { get; set; }

    /// <summary>When the daemon is asked to stop.</summary>
    public long StopAt { get; set; } = long.MaxValue;

    /// <summary>How late the next wait returns, as a busy machine has it.</summary>
    public long Lateness { get; set; }

    public bool WaitUntil(long instant)
    {
        var woken = Math.Max(Now, instant);
        if (StopAt <= woken)
        {
            Now = Math.Max(Now, StopAt);
            return false;
        }

        Now = woken + Lateness;
        return true;
    }
}
