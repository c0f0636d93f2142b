using Daemonize.Scheduling;

namespace Daemonize.Tests.Infrastructure;

/// <summary>The clocks and threads of a schedule in virtual time: a wait advances the time.</summary>
internal sealed class VirtualClock(VirtualTime time, StopRequest stop, bool isWallClock = false) : IClock, ITickThreads
{
    private bool _isWoken;

    public long Now => isWallClock ? time.GetUtcNow().UtcTicks : time.Now;

    public DateTimeOffset ToUtc(long instant) => isWallClock ? new(instant, TimeSpan.Zero) : time.GetUtcNow().AddTicks(instant - time.Now);

    public void Wake() => _isWoken = true;

    public void Wait(long instant, long latest = long.MaxValue)
    {
        var sets = time.Sets;
        while (!_isWoken && !stop.IsRequested && time.Sets == sets && Now < instant)
        {
            var target = isWallClock && instant != long.MaxValue ? time.Now + instant - Now : instant;
            if (time.NextTimer <= target)
            {
                time.FireNext();
            }
            else
            {
                Assert.NotEqual(long.MaxValue, target);
                time.MoveTo(target);
            }
        }

        // Events at this very instant have happened, too.
        time.MoveTo(time.Now);
        _isWoken = false;
    }

    public void WaitFor(Task tick)
    {
        while (!tick.IsCompleted)
        {
            if (time.NextTimer != long.MaxValue)
            {
                time.FireNext();
            }
            else
            {
                // A cancelled delay completes on another thread.
                Assert.True(tick.Wait(TimeSpan.FromMinutes(1)), "nothing will end this tick");
            }
        }

        time.MoveTo(time.Now);
        tick.GetAwaiter().GetResult();
    }

    public Task Fork(Func<Task> tick) => tick();
}
