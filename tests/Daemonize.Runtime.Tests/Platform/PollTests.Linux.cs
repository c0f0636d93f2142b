using System.Diagnostics;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
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
        using var cancel = new Wake();
        var hasHungUp = false;
        var waiter = new Thread(() => hasHungUp = Poll.WaitForHangup(pipe.Sender.Number, cancel.Number)) { IsBackground = true };
        waiter.Start();

        Assert.False(waiter.Join(50));
        pipe.Receiver.Dispose();

        Assert.True(waiter.Join(Long));
        Assert.True(hasHungUp);
    }

    [Fact]
    public void WaitForHangupCanBeEnded()
    {
        using var pipe = new TestPipe();
        using var cancel = new Wake();
        var hasHungUp = true;
        var waiter = new Thread(() => hasHungUp = Poll.WaitForHangup(pipe.Sender.Number, cancel.Number)) { IsBackground = true };
        waiter.Start();

        cancel.Set();

        Assert.True(waiter.Join(Long));
        Assert.False(hasHungUp);
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
}
