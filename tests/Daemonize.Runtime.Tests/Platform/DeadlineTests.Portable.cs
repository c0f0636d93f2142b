using System.Diagnostics;
using Daemonize.Platform;

namespace Daemonize.Tests.Platform;

/// <summary>Waits for what nothing reports, by looking again and again.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    /// <summary>Far longer than a working wait takes, and still a limit for a broken one.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact]
    public void ConditionEndsTheWait()
    {
        var looks = 0;

        Assert.True(new Deadline(Long).WaitFor(() => ++looks == 3));

        Assert.Equal(3, looks);
    }

    [Fact]
    public void ConditionIsLookedAtAfterTheDeadlineToo() => Assert.True(new Deadline(TimeSpan.Zero).WaitFor(static () => true));

    [Fact]
    public void WaitIsNeverShort()
    {
        var start = Stopwatch.GetTimestamp();

        Assert.False(new Deadline(Short).WaitFor(static () => false));

        Assert.True(Stopwatch.GetElapsedTime(start) >= Short);
    }

    [Fact]
    public void CancellationEndsTheWait()
    {
        using var source = new CancellationTokenSource(Short);
        using var cancellation = new Cancellation(source.Token);
        var deadline = new Deadline(Long, cancellation);

        Assert.False(deadline.WaitFor(static () => false));

        Assert.True(cancellation.IsRequested);
        Assert.True(deadline.HasPassed);
    }
}
