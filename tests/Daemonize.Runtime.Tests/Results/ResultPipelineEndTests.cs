using Daemonize.Results;

namespace Daemonize.Tests.Results;

/// <summary>Results at a stop: each is handled once or counted as left.</summary>
public sealed class ResultPipelineEndTests
{
    private readonly PipelineBench _bench = new();

    [Fact]
    public async Task PostsThatWaitAtADrainGoInStill()
    {
        var open = new TaskCompletionSource();
        var pipeline = _bench.Create(1, _ => new ValueTask(open.Task));
        var posts = Enumerable.Range(0, 200).Select(value => _bench.Post(pipeline, value)).ToList();
        Assert.Contains(posts, post => !post.IsCompleted);

        var drain = pipeline.DrainAsync(PipelineBench.Limit);
        open.SetResult();

        Assert.Equal(0, await drain);
        Assert.Equal(200, pipeline.Handled);
        await Task.WhenAll(posts);
    }

    [Fact]
    public async Task WhatIsNotHandledInTimeIsCounted()
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var pipeline = new ResultPipeline<int>(
            async (value, _, token) =>
            {
                if (value == 3)
                {
                    token.Register(cancelled.SetResult);
                    begun.SetResult();
                    await Task.Delay(Timeout.Infinite, token);
                }
            },
            1,
            _bench.FailAsync);
        await _bench.PostAsync(pipeline, 10);
        await begun.Task.WaitAsync(PipelineBench.Limit, TestContext.Current.CancellationToken);

        // 0, 1 and 2 are handled, 3 gives up, 4 to 9 wait.
        Assert.Equal(7, await pipeline.DrainAsync(TimeSpan.FromMilliseconds(20)));
        Assert.Equal(3, pipeline.Handled);
        Assert.True(cancelled.Task.IsCompleted);
        Assert.Empty(_bench.Failures);
    }

    [Fact]
    public async Task HandlerThatDoesNotEndIsCounted()
    {
        using var open = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var pipeline = _bench.Create(1, _ =>
        {
            begun.TrySetResult();
            open.Wait();
            return default;
        });
        await _bench.PostAsync(pipeline, 2);
        await begun.Task.WaitAsync(PipelineBench.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(2, await pipeline.DrainAsync(TimeSpan.Zero));
        open.Set();
    }

    [Fact]
    public async Task CloseLetsAPostGoThatWaitsAndCountsItsResult()
    {
        var open = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        var pipeline = _bench.Create(1, _ =>
        {
            entered.TrySetResult();
            return new ValueTask(open.Task);
        });

        // Only when the worker holds a result does it take no other, which would let a post that waits succeed.
        var post = _bench.Post(pipeline, 0);
        var posts = 1;
        await entered.Task.WaitAsync(PipelineBench.Limit, TestContext.Current.CancellationToken);
        do
        {
            post = _bench.Post(pipeline, 0);
            posts++;
        }
        while (post.IsCompleted);

        pipeline.Close();

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => post.WaitAsync(PipelineBench.Limit, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<OperationCanceledException>(() => _bench.Post(pipeline, 0));
        Assert.Equal(posts + 1, await pipeline.DrainAsync(TimeSpan.Zero));
        open.SetResult();
    }

    [Fact]
    public async Task NoResultIsLostOrHandledTwiceWhereverItIsStopped()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 200; round++)
        {
            await StopSomewhereAsync(random.Next(1, 9), random.Next(3), random.Next(2_000), random.Next(3));
        }
    }

    private async Task StopSomewhereAsync(int concurrency, int producers, int stopAfter, int milliseconds)
    {
        var times = new int[10_000 * (producers + 1)];
        var pipeline = _bench.Create(concurrency, value =>
        {
            Interlocked.Increment(ref times[value]);
            return value % 3 == 0 ? new ValueTask(Task.Run(static () => { })) : default;
        });
        using var stop = new CancellationTokenSource();
        var next = -1;
        var producing = Enumerable.Range(0, producers + 1).Select(_ => Task.Run(async () =>
        {
            try
            {
                while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is var value && value < times.Length)
                {
                    await pipeline.PostAsync(value, _bench.Context);
                    if (value == stopAfter)
                    {
                        await stop.CancelAsync();
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // Refused, and therefore counted as left.
            }
        })).ToList();
        if (milliseconds == 0)
        {
            // The hardest case: the pipeline closes while producers post.
            pipeline.Close();
        }

        await Task.WhenAll(producing);
        var leftAtFirst = await pipeline.DrainAsync(TimeSpan.FromMilliseconds(milliseconds));

        // A handler that a busy machine holds up beyond the time to give up has begun, but counts as left until it ends.
        var left = await pipeline.DrainAsync(PipelineBench.Limit);
        Assert.InRange(leftAtFirst - left, 0, concurrency);

        // A producer that finds the pipeline closed has already counted the number that the pipeline refuses.
        var produced = Math.Min(Volatile.Read(ref next) + 1, times.Length);
        Assert.DoesNotContain(times, static count => count > 1);
        Assert.Equal(produced, times.Count(static count => count == 1) + left);
    }
}
