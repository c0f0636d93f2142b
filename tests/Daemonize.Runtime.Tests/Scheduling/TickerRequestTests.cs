using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Scheduling;

/// <summary>Requests to tick now, in virtual time: what happens to each, and when that is decided.</summary>
public sealed class TickerRequestTests
{
    private const long Interval = 100;

    private readonly VirtualDaemon _daemon = new();

    [Fact]
    public void ScheduleThatIsOffTicksOnlyOnRequest()
    {
        _daemon.Time.At(40, () => _daemon.Ticker!.TickNow());
        _daemon.Time.At(90, () => _daemon.Ticker!.TickNow());
        _daemon.StopAt(500);
        _daemon.Run(new DelayTimetable(null), (_, _) => _daemon.Busy(10));

        Assert.Equal([40, 90], _daemon.StartTimes);
    }

    /// <summary>The tick occupies the schedule's thread, but the request is decided when it comes.</summary>
    [Fact]
    public void RequestDuringATickIsSkippedAtOnce()
    {
        RequestAt(130, () => Assert.Equal((1, 130), (_daemon.Progress.Skipped, _daemon.Time.Now)));
        Run(stopAt: 300, tick: () => 60);

        Assert.Equal([0, 100, 200], _daemon.StartTimes);
        Assert.Equal([new TickRequest(RequestResult.Skipped, Taken: 2, Running: 1)], _daemon.Answers);
    }

    [Theory]
    [InlineData(OverlapPolicy.Queue, MissedPolicy.Skip)]
    [InlineData(OverlapPolicy.Skip, MissedPolicy.Once)]
    public void RequestDuringATickWaitsForItsEnd(OverlapPolicy overlap, MissedPolicy missed)
    {
        RequestAt(130, () => Assert.Equal(new TickRequest(RequestResult.Waits, Taken: 2, Running: 1), _daemon.Answers.Single()));
        Run(stopAt: 300, tick: () => 60, policy: SlotPolicy.Default with { Overlap = overlap, Missed = missed });

        Assert.Equal([0, 100, 160, 220], _daemon.StartTimes);
        Assert.Equal(0, _daemon.Progress.Skipped);
    }

    [Fact]
    public void RequestBetweenTicksBegins()
    {
        RequestAt(130);
        Run(stopAt: 250, tick: () => 10);

        Assert.Equal([0, 100, 130, 200], _daemon.StartTimes);
        Assert.Equal([new TickRequest(RequestResult.Begins, Taken: 2, Running: 0)], _daemon.Answers);
    }

    /// <summary>Both requests begin, with one tick: the second takes the place of the first.</summary>
    [Fact]
    public void TwoRequestsAtOnceAreOneTick()
    {
        RequestAt(130);
        RequestAt(130);
        Run(stopAt: 150, tick: () => 10);

        Assert.Equal([0, 100, 130], _daemon.StartTimes);
        Assert.Equal([RequestResult.Begins, RequestResult.Begins], Results);
    }

    [Fact]
    public void SecondRequestWaitsWhereMissedSlotsAreMadeUpFor()
    {
        RequestAt(130);
        RequestAt(130);
        Run(stopAt: 150, tick: () => 10, policy: SlotPolicy.Default with { Missed = MissedPolicy.All, MaxMissed = 5 });

        Assert.Equal([0, 100, 130, 140], _daemon.StartTimes);
        Assert.Equal([RequestResult.Begins, RequestResult.Waits], Results);
    }

    [Fact]
    public void RequestBeyondMaxRunsHasNoTick()
    {
        RequestAt(130);
        Run(stopAt: 300, tick: () => 60, policy: SlotPolicy.Default with { Overlap = OverlapPolicy.Queue, MaxRuns = 2 });

        Assert.Equal([0, 100], _daemon.StartTimes);
        Assert.Equal([RequestResult.Ending], Results);
    }

    [Fact]
    public void RequestOfParallelTicksBeginsUntilThereAreTooMany()
    {
        RequestAt(10);
        RequestAt(20);
        _daemon.StopAt(90);
        _daemon.Run(
            new GridTimetable(new Grid(0, Interval)), (_, _) => _daemon.Wait(50, CancellationToken.None),
            SlotPolicy.Default with { Overlap = OverlapPolicy.Parallel, MaxParallel = 2 });

        Assert.Equal([0, 10], _daemon.StartTimes);
        Assert.Equal(
            [new(RequestResult.Begins, Taken: 1, Running: 1), new(RequestResult.Skipped, Taken: 2, Running: 2)], _daemon.Answers);
    }

    [Fact]
    public void RequestReplacesTheTick()
    {
        RequestAt(10);
        _daemon.StopAt(90);
        _daemon.Run(
            new GridTimetable(new Grid(0, Interval)), (_, token) => _daemon.Wait(50, token),
            SlotPolicy.Default with { Overlap = OverlapPolicy.Replace });

        Assert.Equal([0, 10], _daemon.StartTimes);
        Assert.Equal([RequestResult.Waits], Results);
    }

    /// <summary>A request during the last tick, one that the stop overtakes, and one after the end of the schedule.</summary>
    [Fact]
    public void RequestToADaemonThatStopsIsRefused()
    {
        _daemon.StopAt(120);
        RequestAt(130);
        Run(tick: () => 60);
        _daemon.Ticker!.TickNow();

        Assert.Equal([0, 100], _daemon.StartTimes);
        Assert.Equal([RequestResult.Stopping, RequestResult.Stopping], Results);
        Assert.Equal(0, _daemon.Progress.Skipped);
    }

    [Fact]
    public void RequestThatAStopOvertakesIsRefused()
    {
        RequestAt(120);
        Run(stopAt: 120, tick: () => 10);

        Assert.Equal([0, 100], _daemon.StartTimes);
        Assert.Equal([RequestResult.Stopping], Results);
    }

    private IEnumerable<RequestResult> Results => _daemon.Answers.Select(static answer => answer.Result);

    /// <summary>Requests a tick at an instant, and then calls an action.</summary>
    private void RequestAt(long instant, Action? then = null) => _daemon.Time.At(instant, () =>
    {
        _daemon.Ticker!.TickNow();
        then?.Invoke();
    });

    /// <param name="stopAt">The instant at which the stop is requested; null for an earlier call of StopAt.</param>
    /// <param name="tick">Returns how long a tick takes.</param>
    /// <param name="policy">The policy; null for the default.</param>
    private void Run(long? stopAt = null, Func<long>? tick = null, SlotPolicy? policy = null)
    {
        if (stopAt is { } instant)
        {
            _daemon.StopAt(instant);
        }

        _daemon.Run(
            new GridTimetable(new Grid(0, Interval)), (_, _) => _daemon.Busy(tick?.Invoke() ?? 0), policy);
    }
}
