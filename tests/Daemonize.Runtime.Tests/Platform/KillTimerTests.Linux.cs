using System.Diagnostics;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Platform;

/// <summary>The timer of the fence, in a process that it kills.</summary>
public sealed class KillTimerTests
{
    /// <summary>Far more than the kernel needs, and less than the second after which the process would say that it lives.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(900);

    [Fact]
    public void ProcessIsKilledAtTheInstant()
    {
        using var child = TestChild.Start(TestRoles.Armed, 300);
        AssertIsKilledAt(child, child.ReadNumber());
    }

    /// <summary>No thread of a stopped process can act. The kernel can.</summary>
    [Fact]
    public void StoppedProcessIsKilledAtTheInstant()
    {
        using var child = TestChild.Start(TestRoles.Armed, 1500);
        var instant = child.ReadNumber();
        child.Signal(Libc.SIGSTOP);
        SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{child.Id}/stat").Contains(") T ", StringComparison.Ordinal));
        Assert.True(BootClock.Now < instant, "stopped too late to prove anything");
        AssertIsKilledAt(child, instant);
    }

    /// <summary>A renewal moves the instant; the earlier one must not come.</summary>
    [Fact]
    public void OnlyTheLastInstantCounts()
    {
        using var child = TestChild.Start(TestRoles.Moved, 200);
        AssertIsKilledAt(child, child.ReadNumber());
    }

    [Fact]
    public void DisarmedTimerKillsNobody()
    {
        using var child = TestChild.Start(TestRoles.Disarmed, 100);
        Assert.NotEqual(0, child.ReadNumber());
        Assert.Equal("lives", child.ReadLine());
        Assert.Equal(0, child.WaitForEnd());
    }

    /// <summary>An instant of zero would switch the timer off.</summary>
    [Fact]
    public void PastInstantKillsAtOnce()
    {
        var begin = Stopwatch.GetTimestamp();
        using var child = TestChild.Start(TestRoles.Past, 8000);
        Assert.Equal(TestChild.Killed, child.WaitForEnd());
        Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(8), "killed at the instant that was set before");
    }

    [Fact]
    public void LimitOfPendingSignalsIsReported()
    {
        using var child = TestChild.Start(TestRoles.Limited);
        Assert.Equal("the limit of pending signals is reached; raise it (ulimit -i, LimitSIGPENDING)", child.ReadLine());
    }

    [Fact]
    public void FirstProcessOfANamespaceIsRefused()
    {
        RequiresRoot.Check();
        using var child = TestChild.Start(["unshare", "--pid", "--fork", "--kill-child"], TestRoles.First);
        Assert.Equal("1 True", child.ReadLine());
        Assert.StartsWith("the kernel does not kill PID 1 of a pid namespace", child.ReadLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherProcessIsNotRefused()
    {
        Assert.False(KillTimer.IsIgnored);
        using var timer = KillTimer.TryCreate(out var problem);
        Assert.NotNull(timer);
        Assert.Empty(problem);
    }

    private static void AssertIsKilledAt(TestChild child, long instant)
    {
        Assert.Equal(TestChild.Killed, child.WaitForEnd());
        var late = TimeSpan.FromTicks(BootClock.Now - instant);
        TestContext.Current.TestOutputHelper?.WriteLine($"killed {late.TotalMilliseconds:0.0} ms after the instant");
        Assert.InRange(late, TimeSpan.Zero, Lateness);
    }
}
