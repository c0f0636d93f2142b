using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Scheduling;

/// <summary>Which retry counts as the first, how long waits are, and the report of a tick that took too long.</summary>
[Collection(ProcessWide.Name)]
public sealed class RetryTests : IDisposable
{
    private static readonly long Second = TimeSpan.TicksPerSecond;
    private static readonly BackOff BackOff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));

    private readonly CapturedDescriptor _log = new(2);
    private readonly VirtualDaemon _daemon = new(new FailurePolicy(FailureAction.Retry, 2, BackOff, 0));

    public void Dispose() => _log.Dispose();

    /// <summary>For example, a connection that breaks once per day must not run out of retries after some days.</summary>
    [Fact]
    public void CallThatLastedLongerThanTheLongestWaitBeginsToCountAnew()
    {
        _daemon.StopAt(61 * Second);
        Run((4 * Second) + 1);

        Assert.InRange(_daemon.Starts.Count, 10, 15);
        Assert.DoesNotContain("retry 2 of 2", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void CallThatWasShorterDoesNot()
    {
        Run(4 * Second);

        Assert.Equal(3, _daemon.Starts.Count);
        Assert.Contains("retry 2 of 2", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WaitsAreSpreadOverHalfOfTheLongest()
    {
        var waits = Enumerable.Range(0, 1_000).Select(static _ => BackOff.Before(2).Ticks).ToArray();

        Assert.All(waits, static wait => Assert.InRange(wait, Second, 2 * Second));
        Assert.True(waits.Min() < 1.1 * Second && waits.Max() > 1.9 * Second, $"they are from {waits.Min()} to {waits.Max()}");
    }

    [Fact]
    public void HundredthRetryWaitsNoLongerThanTheLimit() => Assert.InRange(BackOff.Before(1_000_000).Ticks, 2 * Second, 4 * Second);

    /// <summary>The exception of the method after the cancellation is logged below the reason.</summary>
    [Fact]
    public void ExceptionOfATickThatTookTooLongIsToldAsWell()
    {
        _daemon.Run(
            new GridTimetable(new Grid(0, Second)),
            async (_, token) =>
            {
                try
                {
                    return await _daemon.Wait(20 * Second, token);
                }
                catch (OperationCanceledException)
                {
                    throw new InvalidOperationException("half done");
                }
            },
            SlotPolicy.Default with { MaxRuns = 1 },
            timeout: TimeSpan.FromSeconds(2));

        Assert.Contains(
            "tick 1 failed: it took longer than 2s (TickTimeout)\n    System.InvalidOperationException: half done", _log.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void FailureHasTheExitCodeOfItsMethodAndElseOne()
    {
        Assert.Equal(7, new Failure(new FailedTickException("it returned 7", 7), FailureAction.Stop).ExitCode);
        Assert.Equal(1, new Failure(new InvalidOperationException(), FailureAction.Stop).ExitCode);
    }

    /// <param name="duration">The duration of each call before it fails.</param>
    private void Run(long duration) => _daemon.Run(
        new GridTimetable(new Grid(0, 1_000 * Second)),
        (_, _) =>
        {
            _daemon.Time.MoveTo(_daemon.Time.Now + duration);
            return new(1);
        },
        SlotPolicy.Default with { MaxRuns = 1 });
}
