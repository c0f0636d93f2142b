using System.Diagnostics;
using Daemonize.Platform.Linux;
using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Platform;

/// <summary>Waits on the machine's clock. The lateness is not asserted: it depends on the machine.</summary>
public sealed class PollTests
{
    /// <summary>Far longer than a working wait takes, and still a limit for a broken one.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact]
    public void StopwatchCountsNanoseconds() => Assert.Equal(1_000_000_000, Stopwatch.Frequency);

    [Fact]
    public void WaitIsNeverShort()
    {
        for (var i = 0; i < 300; i++)
        {
            // Uneven on purpose: rounding by poll(2) shows in the fractions of a millisecond.
            var instant = Stopwatch.GetTimestamp() + (i * 7_919) + 1;

            Assert.False(Poll.WaitForInput(-1, instant));

            Assert.True(Stopwatch.GetTimestamp() >= instant);
        }
    }

    [Fact]
    public void PassedInstantIsNotWaitedFor()
    {
        Assert.False(Poll.WaitForInput(-1, 0));
        Assert.False(Poll.WaitForInput(-1, long.MinValue / 2));
    }

    [Fact]
    public void InputEndsTheWait()
    {
        using var pipe = new TestPipe();
        pipe.Sender.Write("x"u8, "write");

        Assert.True(Poll.WaitForInput(pipe.Receiver.Number, Stopwatch.GetTimestamp() + (long)Long.TotalNanoseconds));
        Assert.True(Poll.WaitForInput(pipe.Receiver.Number, 0));
    }

    [Fact]
    public void EndOfInputEndsTheWait()
    {
        using var pipe = new TestPipe();
        pipe.Sender.Dispose();

        Assert.True(Poll.WaitForInput(pipe.Receiver.Number, Stopwatch.GetTimestamp() + (long)Long.TotalNanoseconds));
    }

    [Fact]
    public void HangupIsSeenFromTheSender()
    {
        using var pipe = new TestPipe();
        var waiter = new Thread(() => Poll.WaitForHangup(pipe.Sender.Number)) { IsBackground = true };
        waiter.Start();

        Assert.False(waiter.Join(50));
        pipe.Receiver.Dispose();

        Assert.True(waiter.Join(Long));
    }

    [Fact]
    public void DeadlinePassesNotBeforeItsTime()
    {
        using var pipe = new TestPipe();
        var start = Stopwatch.GetTimestamp();
        var deadline = new Deadline(TimeSpan.FromMilliseconds(30));

        Assert.False(deadline.WaitForInput(pipe.Receiver.Number));

        Assert.True(deadline.HasPassed);
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(30));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ClockIsNeverEarly(bool isWallClock)
    {
        using var wake = new EventDescriptor();
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
        using var wake = new EventDescriptor();
        var stop = new StopRequest();
        var clock = Create(isWallClock, stop, wake);
        var requester = new Thread(() =>
        {
            Thread.Sleep(50);
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
        using var wake = new EventDescriptor();
        var clock = Create(isWallClock, new StopRequest(), wake);
        clock.Wake();
        clock.Wait(long.MaxValue);

        var instant = clock.Now + (20 * TimeSpan.TicksPerMillisecond);
        clock.Wait(instant);

        Assert.True(clock.Now >= instant);
    }

    private static IClock Create(bool isWallClock, StopRequest stop, EventDescriptor wake) =>
        isWallClock ? new WallClock(stop, wake) : new MonotonicClock(stop, wake);
}
