using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Scheduling;

/// <summary>The handling of failed ticks, in virtual time.</summary>
[Collection(ProcessWide.Name)]
public sealed class FailureTests : IDisposable
{
    private static readonly long Second = TimeSpan.TicksPerSecond;
    private static readonly BackOff BackOff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));

    private readonly CapturedDescriptor _log = new(2);

    public void Dispose() => _log.Dispose();

    [Fact]
    public void FailedTickIsCountedAndTheNextOneComes()
    {
        var daemon = Create(FailureAction.Continue);
        daemon.StopAt(35 * Second);
        daemon.Run(EveryTenSeconds(), (context, _) => context.TickNumber == 2 ? throw new InvalidOperationException("it broke") : new(0));

        Assert.Equal([0, 10 * Second, 20 * Second, 30 * Second], daemon.StartTimes);
        Assert.Equal(1, daemon.Progress.Failed);
        Assert.Contains("tick 2 failed\n    System.InvalidOperationException: it broke", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void StopEndsTheDaemonWithACodeThatIsNotZero()
    {
        var daemon = Create(FailureAction.Stop);
        daemon.Run(EveryTenSeconds(), (_, _) => new(3));

        Assert.Single(daemon.Starts);
        Assert.Equal((StopReason.Failed, 1), (daemon.Stop.Reason, daemon.Stop.ExitCode));
        Assert.Contains("tick 1 failed: it returned 3\n", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void RetriesWaitLongerAndLongerUpToTheLimitAndAreOneTick()
    {
        var daemon = Create(FailureAction.Retry, maxRetries: 5);
        daemon.Run(EveryTenSeconds(), (_, _) => new(1), SlotPolicy.Default with { MaxRuns = 1 });

        var waits = daemon.StartTimes.Zip(daemon.StartTimes.Skip(1), static (one, next) => next - one).ToArray();
        Assert.Equal(5, waits.Length);
        long[] longest = [1, 2, 4, 4, 4];
        Assert.All(
            waits.Zip(longest),
            pair => Assert.InRange(pair.First, (pair.Second * Second / 2) - TimeSpan.TicksPerMillisecond, pair.Second * Second));
        Assert.All(daemon.Starts, static start => Assert.Equal(1, start.Context.TickNumber));
        Assert.Equal(1, daemon.Progress.Failed);
        Assert.Equal(5, _log.Text.Split("; retry ").Length - 1);
    }

    [Fact]
    public void RetryThatSucceedsIsNoFailure()
    {
        var daemon = Create(FailureAction.Retry);
        daemon.Run(EveryTenSeconds(), (_, _) => new(daemon.Starts.Count < 3 ? 1 : 0), SlotPolicy.Default with { MaxRuns = 1 });

        Assert.Equal(3, daemon.Starts.Count);
        Assert.Equal(0, daemon.Progress.Failed);
    }

    [Fact]
    public void StopEndsTheWaitForARetry()
    {
        var daemon = Create(FailureAction.Retry);
        daemon.StopAt(Second / 4);
        daemon.Run(EveryTenSeconds(), (_, _) => new(1));

        Assert.Single(daemon.Starts);
        Assert.Equal(Second / 4, daemon.Time.Now);
    }

    [Fact]
    public void OnlyFailuresInARowReachTheLimit()
    {
        var daemon = Create(FailureAction.Continue, maxFailures: 3);
        daemon.Run(EveryTenSeconds(), (context, _) => new(context.TickNumber is 3 or 6 ? 0 : 1));

        Assert.Equal(9, daemon.Starts.Count);
        Assert.Equal((StopReason.Failed, 1), (daemon.Stop.Reason, daemon.Stop.ExitCode));
        Assert.Contains("stopping: 3 failures in a row (MaxFailures)", _log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureAction.Stop, 1)]
    [InlineData(FailureAction.Continue, 2)]
    [InlineData(null, 2)]
    public void CallbackSeesTheExceptionAndDecides(FailureAction? decision, int ticks)
    {
        Exception? seen = null;
        var daemon = Create(FailureAction.Continue, onError: (exception, context, _) =>
        {
            seen = exception;
            return new(context.TickNumber == 1 ? decision : FailureAction.Stop);
        });
        daemon.Run(EveryTenSeconds(), (_, _) => throw new InvalidOperationException("it broke"));

        Assert.Equal(ticks, daemon.Starts.Count);
        Assert.Equal("it broke", seen!.Message);
    }

    [Fact]
    public void CallbackWithoutAnOpinionLeavesItToThePolicy()
    {
        var daemon = Create(FailureAction.Stop, onError: static (_, _, _) => default);
        daemon.Run(EveryTenSeconds(), (_, _) => new(1));

        Assert.Single(daemon.Starts);
    }

    [Fact]
    public void CallbackThatThrowsIsLoggedAndThePolicyDecides()
    {
        var daemon = Create(FailureAction.Stop, onError: static (_, _, _) => throw new InvalidOperationException("the callback broke"));
        daemon.Run(EveryTenSeconds(), (_, _) => new(1));

        Assert.Single(daemon.Starts);
        Assert.Contains("OnError failed\n    System.InvalidOperationException: the callback broke", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TickBeyondItsTimeIsCancelledAndHasFailed()
    {
        var daemon = Create(FailureAction.Continue);
        daemon.StopAt(15 * Second);
        daemon.Run(EveryTenSeconds(), (_, token) => daemon.Wait(20 * Second, token), timeout: TimeSpan.FromSeconds(2));

        Assert.Equal([0, 10 * Second], daemon.StartTimes);
        Assert.Equal(2, daemon.Progress.Failed);
        Assert.Contains("tick 1 failed: it took longer than 2s (TickTimeout)\n", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TickThatDoesNotListenHasFailedWhenItEnds()
    {
        var daemon = Create(FailureAction.Continue);
        daemon.StopAt(25 * Second);
        daemon.Run(EveryTenSeconds(), (_, _) => daemon.Wait(5 * Second, CancellationToken.None), timeout: TimeSpan.FromSeconds(2));

        Assert.Equal([0, 10 * Second, 20 * Second], daemon.StartTimes);
        Assert.Equal(3, daemon.Progress.Failed);
    }

    [Fact]
    public void EachAttemptHasItsOwnTime()
    {
        var daemon = Create(FailureAction.Retry, maxRetries: 2);
        daemon.Run(
            EveryTenSeconds(), (_, token) => daemon.Wait(5 * Second, token), SlotPolicy.Default with { MaxRuns = 1 },
            timeout: TimeSpan.FromSeconds(2));

        Assert.Equal(3, daemon.Starts.Count);
        Assert.Equal(1, daemon.Progress.Failed);
    }

    [Fact]
    public void TickThatEndsBecauseOfAStopHasNotFailed()
    {
        var daemon = Create(FailureAction.Continue);
        daemon.StopAt(3 * Second);
        daemon.Run(EveryTenSeconds(), (_, token) => daemon.Wait(5 * Second, token), timeout: TimeSpan.FromSeconds(4));

        Assert.Equal(0, daemon.Progress.Failed);
        Assert.Equal(3 * Second, daemon.Time.Now);
    }

    [Fact]
    public void ReplacedTickHasNotFailed()
    {
        var daemon = Create(FailureAction.Stop);
        daemon.StopAt(35 * Second);
        daemon.Run(
            EveryTenSeconds(), (_, token) => daemon.Wait(15 * Second, token), SlotPolicy.Default with { Overlap = OverlapPolicy.Replace });

        Assert.Equal([0, 10 * Second, 20 * Second, 30 * Second], daemon.StartTimes);
        Assert.Equal(0, daemon.Progress.Failed);
        Assert.Equal(0, daemon.Progress.Skipped);
    }

    /// <summary>Nobody can catch an exception where the token is cancelled: on the thread of a timer, and in the schedule.</summary>
    [Theory]
    [InlineData("TickTimeout")]
    [InlineData("Overlap")]
    public void CallbackOnATokenThatThrowsEndsTheTickAlone(string setting)
    {
        var daemon = Create(FailureAction.Continue);
        var isTimeout = setting == "TickTimeout";
        daemon.Run(
            EveryTenSeconds(),
            async (context, token) =>
            {
                var wait = daemon.Wait(15 * Second, token);

                // Callbacks run from the last to the first, and the end of the tick removes the remaining ones.
                _ = token.Register(static () => throw new InvalidOperationException("in a callback"));
                return await wait;
            },
            SlotPolicy.Default with { Overlap = isTimeout ? OverlapPolicy.Skip : OverlapPolicy.Replace, MaxRuns = 3 },
            isTimeout ? TimeSpan.FromSeconds(4) : null);

        Assert.Equal([0, 10 * Second, 20 * Second], daemon.StartTimes);
        Assert.Contains($"a callback on the token of a tick failed ({setting})\n", _log.Text, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException: in a callback", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void FirstFailureMayBeTheLimit()
    {
        var daemon = Create(FailureAction.Continue, maxFailures: 1);
        daemon.Run(EveryTenSeconds(), (_, _) => new(1));

        Assert.Single(daemon.Starts);
        Assert.Contains("stopping: 1 failure (MaxFailures)\n", _log.Text, StringComparison.Ordinal);
    }

    private static GridTimetable EveryTenSeconds() => new(new Grid(0, 10 * Second));

    private static VirtualDaemon Create(
        FailureAction action,
        int maxRetries = 3,
        int maxFailures = 0,
        Func<Exception, DaemonContext, CancellationToken, ValueTask<FailureAction?>>? onError = null) =>
        new(new FailurePolicy(action, maxRetries, BackOff, maxFailures), onError);
}
