using Daemonize.Results;

namespace Daemonize.Tests.Results;

/// <summary>Worst cases of handlers and settings.</summary>
public sealed class ResultPipelineLimitTests
{
    private readonly PipelineBench _bench = new();

    /// <summary>For example, a request of the handler itself timed out.</summary>
    [Fact]
    public async Task CancellationThatNobodyAskedForIsAFailure()
    {
        var pipeline = _bench.Create(1, static _ => throw new OperationCanceledException("of its own"));
        await _bench.PostAsync(pipeline, 2);

        Assert.Equal(0, await pipeline.DrainAsync(PipelineBench.Limit));
        Assert.Equal(2, _bench.Failures.Count);
    }

    /// <summary>The result was handled with a failure: it is reported and not counted as left.</summary>
    [Fact]
    public async Task FailureAfterTheCloseIsToldAndIsNoResultThatIsLeft()
    {
        var begun = new TaskCompletionSource();
        var pipeline = new ResultPipeline<int>(
            async (_, _, token) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, token).ContinueWith(static _ => { }, TaskScheduler.Default);
                throw new InvalidOperationException("half done");
            },
            1,
            _bench.FailAsync);
        await _bench.PostAsync(pipeline, 1);
        await begun.Task.WaitAsync(PipelineBench.Limit, TestContext.Current.CancellationToken);
        pipeline.Close();

        Assert.Equal(0, await pipeline.DrainAsync(PipelineBench.Limit));
        Assert.Equal("half done", Assert.Single(_bench.Failures).Exception.Message);
    }

    [Fact]
    public async Task CallbackOnTheTokenThatThrowsDoesNotHinderTheClose()
    {
        var begun = new TaskCompletionSource();
        var pipeline = new ResultPipeline<int>(
            async (_, _, token) =>
            {
                token.Register(static () => throw new InvalidOperationException("a callback broke"));
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            },
            1,
            _bench.FailAsync);
        await _bench.PostAsync(pipeline, 1);
        await begun.Task.WaitAsync(PipelineBench.Limit, TestContext.Current.CancellationToken);

        pipeline.Close();

        Assert.Equal(1, await pipeline.DrainAsync(PipelineBench.Limit));
    }

    /// <summary>-1 ms means an infinite wait.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(-50)]
    public async Task TimeThatIsOverIsNoTime(int milliseconds)
    {
        var open = new TaskCompletionSource();
        var pipeline = _bench.Create(1, _ => new ValueTask(open.Task));
        await _bench.PostAsync(pipeline, 1);

        var left = pipeline.DrainAsync(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(1, await left.WaitAsync(PipelineBench.Limit, TestContext.Current.CancellationToken));
        open.SetResult();
    }

    [Fact]
    public async Task TimeMayBeLongerThanAWaitCanBe()
    {
        var pipeline = _bench.Create(1, static _ => default);
        await _bench.PostAsync(pipeline, 1);

        Assert.Equal(0, await pipeline.DrainAsync(TimeSpan.MaxValue));
    }

    [Theory]
    [InlineData(1, 48)]
    [InlineData(8, 160)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void CapacityGrowsWithTheWorkersAndDoesNotOverflow(int concurrency, int capacity) =>
        Assert.Equal(capacity, ResultPipeline<int>.CapacityOf(concurrency));
}
