using System.Collections.Concurrent;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Scheduling;

/// <summary>Requests to tick now on real threads, at every moment of a tick.</summary>
public sealed class TickRequestTests
{
    private const int Threads = 4;
    private const int RequestsOfThread = 5_000;

    private readonly StopRequest _stop = new();
    private readonly DaemonProgress _progress = new(Heartbeat.None);
    private readonly ConcurrentQueue<TickRequest> _answers = [];
    private int _ticks;

    /// <summary>Each request has one answer, and each that the queue has accepted is a tick or a skipped slot.</summary>
    [Theory]
    [InlineData(OverlapPolicy.Skip)]
    [InlineData(OverlapPolicy.Queue)]
    [InlineData(OverlapPolicy.Parallel)]
    [InlineData(OverlapPolicy.Replace)]
    public async Task RequestsOfManyThreadsAreAllDecided(OverlapPolicy overlap)
    {
        var ticker = Create(SlotPolicy.Default with { Overlap = overlap, MaxParallel = 2 }, () => Interlocked.Increment(ref _ticks));
        var running = Task.Factory.StartNew(() => ticker.Run(_stop.Token), TaskCreationOptions.LongRunning);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < RequestsOfThread; i++)
            {
                ticker.TickNow();
            }
        })));
        _stop.Request(StopReason.Requested);
        await running.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(Threads * RequestsOfThread, _answers.Count);
        Assert.Equal(_answers.Count(static answer => answer.Result != RequestResult.Stopping), _ticks + _progress.Skipped);
    }

    /// <summary>The schedule's thread is in the tick that the request meets.</summary>
    [Fact]
    public async Task RequestDuringATickDoesNotWaitForItsEnd()
    {
        using var begun = new SemaphoreSlim(0);
        using var end = new ManualResetEventSlim();
        var ticker = Create(SlotPolicy.Default, () =>
        {
            begun.Release();
            end.Wait();
        });
        var running = Task.Factory.StartNew(() => ticker.Run(_stop.Token), TaskCreationOptions.LongRunning);
        ticker.TickNow();
        Assert.True(await begun.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        ticker.TickNow();

        Assert.Equal([RequestResult.Begins, RequestResult.Skipped], _answers.Select(static answer => answer.Result));
        Assert.Equal(1, _progress.Skipped);
        _stop.Request(StopReason.Requested);
        end.Set();
        await running.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private Ticker Create(SlotPolicy policy, Action tick)
    {
        var clock = new MonotonicClock(_stop, new Wake());
        var queue = new SlotQueue(new DelayTimetable(null), policy, new Jitter(0, 0), clock.Now);
        var threads = new TickThreads(static () => null);
        return new Ticker(queue, policy, clock, threads, Run, _progress, upkeep: null, "requests", _answers.Enqueue);

        Task Run(TakenSlot slot, CancellationToken replaced)
        {
            tick();
            return Task.CompletedTask;
        }
    }
}
