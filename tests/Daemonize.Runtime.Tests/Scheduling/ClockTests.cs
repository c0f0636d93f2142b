using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Scheduling;

/// <summary>Waits on the machine's clocks. The lateness is not asserted: it depends on the machine.</summary>
public sealed class ClockTests
{
    /// <summary>Far longer than a working wait takes, and still a limit for a broken one.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ClockIsNeverEarly(bool isWallClock)
    {
        using var wake = new Wake();
        var clock = Create(isWallClock, new StopRequest(), wake);
        for (var i = 0; i < 100; i++)
        {
            var instant = clock.Now + (i * 107);

            clock.Wait(instant);

            Assert.True(clock.Now >= instant);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StopEndsTheWaitForASlotAndForTheSlotsAfterIt(bool isWallClock)
    {
        using var wake = new Wake();
        var stop = new StopRequest();
        var clock = Create(isWallClock, stop, wake);
        var waiter = new FileInfo("/proc/thread-self").LinkTarget!;
        var requester = new Thread(() =>
        {
            // proc(5): field 3 is S for a thread that waits.
            SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{waiter}/stat").Contains(") S ", StringComparison.Ordinal));
            stop.Request(StopReason.Requested);
        });
        requester.Start();

        clock.Wait(clock.Now + Long.Ticks);
        clock.Wait(long.MaxValue);
        requester.Join();
        Assert.True(stop.IsRequested);
        Assert.True(stop.Token.IsCancellationRequested);
        Assert.Equal(StopReason.Requested, stop.Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WakeEndsOneWait(bool isWallClock)
    {
        using var wake = new Wake();
        var clock = Create(isWallClock, new StopRequest(), wake);
        clock.Wake();
        clock.Wait(long.MaxValue);

        var instant = clock.Now + (20 * TimeSpan.TicksPerMillisecond);
        clock.Wait(instant);

        Assert.True(clock.Now >= instant);
    }

    private static IClock Create(bool isWallClock, StopRequest stop, Wake wake) =>
        isWallClock ? new WallClock(stop, wake) : new MonotonicClock(stop, wake);
}
