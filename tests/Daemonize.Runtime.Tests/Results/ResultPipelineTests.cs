using System.Collections.Concurrent;
using Daemonize.Results;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Results;

/// <summary>Results on their way to real handlers on the pool.</summary>
public sealed class ResultPipelineTests
{
    /// <summary>How long a test waits for what must come.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly DaemonContext _context = Links.CreateContext(tick: 7);
    private readonly ConcurrentQueue<(Exception Exception, DaemonContext Context)> _failures = [];

    [Fact]
    public async Task OneWorkerKeepsTheOrder()
    {
        List<int> handled = [];
        var pipeline = Create(1, async value =>
        {
            await Task.Yield();
            handled.Add(value);
        });

        await PostAsync(pipeline, 1_000);

        Assert.Equal(0, await pipeline.DrainAsync(Limit));
        Assert.Equal(Enumerable.Range(0, 1_000), handled);
        Assert.Equal(1_000, pipeline.Handled);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task AsManyAsSaidAreHandledAtATimeAndNoMore(int concurrency)
    {
        var running = 0;
        var most = 0;
        using var reached = new SemaphoreSlim(0);
        var open = new TaskCompletionSource();
        var pipeline = Create(concurrency, async _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            reached.Release();
            await open.Task;
            Interlocked.Decrement(ref running);
        });
        await PostAsync(pipeline, 4 * concurrency);
        for (var i = 0; i < concurrency; i++)
        {
            Assert.True(await reached.WaitAsync(Limit, TestContext.Current.CancellationToken));
        }

        open.SetResult();

        Assert.Equal(0, await pipeline.DrainAsync(Limit));
        Assert.Equal(concurrency, most);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task ProducerWaitsWhenTooManyWait(int concurrency)
    {
        using var begun = new SemaphoreSlim(0);
        using var turns = new SemaphoreSlim(0);
        var pipeline = Create(concurrency, async _ =>
        {
            begun.Release();
            await turns.WaitAsync(Limit);
        });
        for (var i = 0; i < concurrency; i++)
        {
            await pipeline.PostAsync(i, _context);
            Assert.True(await begun.WaitAsync(Limit, TestContext.Current.CancellationToken));
        }

        var capacity = ResultPipeline<int>.CapacityOf(concurrency);
        for (var i = 0; i < capacity; i++)
        {
            Assert.True(Post(pipeline, i).IsCompletedSuccessfully, $"post {i} of {capacity} waits");
        }

        var oneTooMany = Post(pipeline, 0);
        Assert.False(oneTooMany.IsCompleted);
        turns.Release();
        await oneTooMany.WaitAsync(Limit, TestContext.Current.CancellationToken);
        turns.Release(concurrency + capacity);
        Assert.Equal(0, await pipeline.DrainAsync(Limit));
        Assert.Equal(concurrency + capacity + 1, pipeline.Handled);
    }

    [Fact]
    public async Task PostsThatWaitAtADrainGoInStill()
    {
        var open = new TaskCompletionSource();
        var pipeline = Create(1, _ => new ValueTask(open.Task));
        var posts = Enumerable.Range(0, 200).Select(value => Post(pipeline, value)).ToList();
        Assert.Contains(posts, post => !post.IsCompleted);

        var drain = pipeline.DrainAsync(Limit);
        open.SetResult();

        Assert.Equal(0, await drain);
        Assert.Equal(200, pipeline.Handled);
        await Task.WhenAll(posts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FailureIsToldAndTheOthersAreHandled(bool afterAWait)
    {
        var pipeline = Create(2, async value =>
        {
            if (afterAWait)
            {
                await Task.Yield();
            }

            if (value % 10 == 0)
            {
                throw new InvalidOperationException($"{value}");
            }
        });

        await PostAsync(pipeline, 100);

        Assert.Equal(0, await pipeline.DrainAsync(Limit));
        Assert.Equal(100, pipeline.Handled);
        Assert.Equal(10, _failures.Count);
        Assert.All(_failures, failure => Assert.Same(_context, failure.Context));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i * 10}"), _failures.Select(failure => failure.Exception.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task HandlerThatThrowsBeforeItGivesATaskIsAFailureLikeOthers()
    {
        var pipeline = Create(1, static value => throw new InvalidOperationException($"{value}"));

        await PostAsync(pipeline, 3);

        Assert.Equal(0, await pipeline.DrainAsync(Limit));
        Assert.Equal(["0", "1", "2"], _failures.Select(failure => failure.Exception.Message));
    }

    [Fact]
    public async Task FailureOfTheFailureHandlerCostsNoResult()
    {
        var pipeline = new ResultPipeline<int>(
            static (_, _, _) => throw new InvalidOperationException("one"), 1, static (_, _) => throw new InvalidOperationException("two"));

        await PostAsync(pipeline, 3);

        Assert.Equal(0, await pipeline.DrainAsync(Limit));
        Assert.Equal(3, pipeline.Handled);
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
            FailAsync);
        await PostAsync(pipeline, 10);
        await begun.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);

        // 0, 1 and 2 are handled, 3 gives up, 4 to 9 wait.
        Assert.Equal(7, await pipeline.DrainAsync(TimeSpan.FromMilliseconds(20)));
        Assert.Equal(3, pipeline.Handled);
        Assert.True(cancelled.Task.IsCompleted);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task HandlerThatDoesNotEndIsCounted()
    {
        using var open = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var pipeline = Create(1, _ =>
        {
            begun.TrySetResult();
            open.Wait();
            return default;
        });
        await PostAsync(pipeline, 2);
        await begun.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Equal(2, await pipeline.DrainAsync(TimeSpan.Zero));
        open.Set();
    }

    [Fact]
    public async Task CloseLetsAPostGoThatWaitsAndCountsItsResult()
    {
        var open = new TaskCompletionSource();
        var pipeline = Create(1, _ => new ValueTask(open.Task));
        Task post;
        var posts = 0;
        do
        {
            post = Post(pipeline, 0);
            posts++;
        }
        while (post.IsCompleted);

        pipeline.Close();

        await Assert.ThrowsAsync<OperationCanceledException>(() => post.WaitAsync(Limit, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Post(pipeline, 0));
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
        var pipeline = Create(concurrency, value =>
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
                    await pipeline.PostAsync(value, _context);
                    if (value == stopAfter)
                    {
                        await stop.CancelAsync();
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // Refused, and so counted.
            }
        })).ToList();
        if (milliseconds == 0)
        {
            // The hard way: closed while they post.
            pipeline.Close();
        }

        await Task.WhenAll(producing);
        var left = await pipeline.DrainAsync(TimeSpan.FromMilliseconds(milliseconds));

        // A producer that finds the pipeline closed has counted a number that it posted in vain.
        var produced = Math.Min(Volatile.Read(ref next) + 1, times.Length);
        Assert.DoesNotContain(times, static count => count > 1);
        Assert.Equal(produced, times.Count(static count => count == 1) + left);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private ResultPipeline<int> Create(int concurrency, Func<int, ValueTask> handle) => new((value, _, _) => handle(value), concurrency, FailAsync);

    private ValueTask FailAsync(Exception exception, DaemonContext context)
    {
        _failures.Enqueue((exception, context));
        return default;
    }

    private Task Post(ResultPipeline<int> pipeline, int value) => pipeline.PostAsync(value, _context).AsTask();

    private async Task PostAsync(ResultPipeline<int> pipeline, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await pipeline.PostAsync(i, _context);
        }
    }
}
