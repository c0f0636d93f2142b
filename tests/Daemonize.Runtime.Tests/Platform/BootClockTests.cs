using System.Diagnostics;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Platform;

/// <summary>The clock that runs during a suspend, and waits on it. The lateness is not asserted: it depends on the machine.</summary>
public sealed class BootClockTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    /// <summary>A wait that does not end is too long, and does not keep the other tests from running.</summary>
    private static long Latest => Stopwatch.GetTimestamp() + (2 * (long)Long.TotalSeconds * Stopwatch.Frequency);

    [Fact]
    public void ClockAdvancesWithTheMonotonicOne()
    {
        var begin = Stopwatch.GetTimestamp();
        var before = BootClock.Now;
        var innerBegin = Stopwatch.GetTimestamp();
        SpinWait.SpinUntil(static () => false, 50);
        var inner = Stopwatch.GetElapsedTime(innerBegin);
        var after = BootClock.Now;

        Assert.InRange(after - before, inner.Ticks - TimeSpan.TicksPerMicrosecond, Stopwatch.GetElapsedTime(begin).Ticks + 10);
    }

    [Fact]
    public void WaitEndsAtTheInstant()
    {
        using var stop = new Wake();
        using var wake = new Wake();
        using var timer = new BootTimer();
        foreach (var wait in (long[])[-1, 0, 1, 10_000, 200_000])
        {
            var instant = BootClock.Now + wait;
            while (BootClock.Now < instant)
            {
                timer.Wait(instant, stop, wake, Latest);
            }

            Assert.True(BootClock.Now < instant + Long.Ticks);
        }
    }

    [Fact]
    public void EarlierInstantIsForgotten()
    {
        using var stop = new Wake();
        using var wake = new Wake();
        using var timer = new BootTimer();
        timer.Wait(BootClock.Now, stop, wake, Latest);
        wake.Set();

        timer.Wait(BootClock.Now + Long.Ticks, stop, wake, Latest);
        var begin = BootClock.Now;
        timer.Wait(begin + (50 * TimeSpan.TicksPerMillisecond), stop, wake, Latest);

        Assert.True(BootClock.Now >= begin + (50 * TimeSpan.TicksPerMillisecond));
    }

    /// <summary>A stop ends this wait and those after it; a wake ends one.</summary>
    [Fact]
    public void StopAndWakeEndTheWait()
    {
        var stop = new StopRequest();
        using var wake = new Wake();
        using var timer = new BootTimer();
        var begin = BootClock.Now;
        wake.Set();
        timer.Wait(long.MaxValue, stop.Wake, wake, Latest);
        stop.Request(StopReason.Requested);
        timer.Wait(begin + Long.Ticks, stop.Wake, wake, Latest);
        timer.Wait(long.MaxValue, stop.Wake, wake, Latest);

        Assert.True(BootClock.Now < begin + Long.Ticks);
    }

    [Fact]
    public void LatestEndsTheWait()
    {
        using var stop = new Wake();
        using var wake = new Wake();
        using var timer = new BootTimer();
        var begin = BootClock.Now;
        timer.Wait(begin + Long.Ticks, stop, wake, Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 100));

        Assert.True(BootClock.Now < begin + Long.Ticks);
    }
}
