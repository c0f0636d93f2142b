using Daemonize.Results;

namespace Daemonize.Tests.Results;

/// <summary>Results that are passed to real handlers on the thread pool.</summary>
public sealed class ResultPipelineTests
{
    private readonly PipelineBench _bench = new();

    [Fact]
    public async Task OneWorkerKeepsTheOrder()
    {
        List<int> handled = [];
        var pipeline = _bench.Create(1, async value =>
        {
            await Task.Yield();
            handled.Add(value);
        });

        await _bench.PostAsync(pipeline, 1_000);

        Assert.Equal(0, await pipeline.DrainAsync(PipelineBench.Limit));
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
        var pipeline = _bench.Create(concurrency, async _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            reached.Release();
            await open.Task;
            Interlocked.Decrement(ref running);
        });
        await _bench.PostAsync(pipeline, 4 * concurrency);
        for (var i = 0; i < concurrency; i++)
        {
            Assert.True(await reached.WaitAsync(PipelineBench.Limit, TestContext.Current.CancellationToken));
        }

        open.SetResult();

        Assert.Equal(0, await pipeline.DrainAsync(PipelineBench.Limit));
        Assert.Equal(concurrency, most);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task ProducerWaitsWhenTooManyWait(int concurrency)
    {
        using var begun = new SemaphoreSlim(0);
        using var turns = new SemaphoreSlim(0);
        var pipeline = _bench.Create(concurrency, async _ =>
        {
            begun.Release();
            await turns.WaitAsync(PipelineBench.Limit);
        });
        for (var i = 0; i < concurrency; i++)
        {
            await pipeline.PostAsync(i, _bench.Context);
            Assert.True(await begun.WaitAsync(PipelineBench.Limit, TestContext.Current.CancellationToken));
        }

        var capacity = ResultPipeline<int>.CapacityOf(concurrency);
        for (var i = 0; i < capacity; i++)
        {
            Assert.True(_bench.Post(pipeline, i).IsCompletedSuccessfully, $"post {i} of {capacity} waits");
        }

        var oneTooMany = _bench.Post(pipeline, 0);
        Assert.False(oneTooMany.IsCompleted);
        turns.Release();
        await oneTooMany.WaitAsync(PipelineBench.Limit, TestContext.Current.CancellationToken);
        turns.Release(concurrency + capacity);
        Assert.Equal(0, await pipeline.DrainAsync(PipelineBench.Limit));
        Assert.Equal(concurrency + capacity + 1, pipeline.Handled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FailureIsToldAndTheOthersAreHandled(bool afterAWait)
    {
        var pipeline = _bench.Create(2, async value =>
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

        await _bench.PostAsync(pipeline, 100);

        Assert.Equal(0, await pipeline.DrainAsync(PipelineBench.Limit));
        Assert.Equal(100, pipeline.Handled);
        Assert.Equal(10, _bench.Failures.Count);
        Assert.All(_bench.Failures, failure => Assert.Same(_bench.Context, failure.Context));
        Assert.Equal(
            Enumerable.Range(0, 10).Select(i => $"{i * 10}"),
            _bench.Failures.Select(failure => failure.Exception.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task HandlerThatThrowsBeforeItGivesATaskIsAFailureLikeOthers()
    {
        var pipeline = _bench.Create(1, static value => throw new InvalidOperationException($"{value}"));

        await _bench.PostAsync(pipeline, 3);

        Assert.Equal(0, await pipeline.DrainAsync(PipelineBench.Limit));
        Assert.Equal(["0", "1", "2"], _bench.Failures.Select(failure => failure.Exception.Message));
    }

    [Fact]
    public async Task FailureOfTheFailureHandlerCostsNoResult()
    {
        var pipeline = new ResultPipeline<int>(
            static (_, _, _) => throw new InvalidOperationException("one"), 1, static (_, _) => throw new InvalidOperationException("two"));

        await _bench.PostAsync(pipeline, 3);

        Assert.Equal(0, await pipeline.DrainAsync(PipelineBench.Limit));
        Assert.Equal(3, pipeline.Handled);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
