using System.Collections.Concurrent;
using Daemonize.Results;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Results;

/// <summary>Pipelines with real handlers on the thread pool, and the failures that they report.</summary>
internal sealed class PipelineBench
{
    /// <summary>The time limit for every expected event of a test.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public DaemonContext Context { get; } = Links.CreateContext(tick: 7);

    public ConcurrentQueue<(Exception Exception, DaemonContext Context)> Failures { get; } = [];

    public ResultPipeline<int> Create(int concurrency, Func<int, ValueTask> handle) =>
        new((value, _, _) => handle(value), concurrency, FailAsync);

    public ValueTask FailAsync(Exception exception, DaemonContext context)
    {
        Failures.Enqueue((exception, context));
        return default;
    }

    public Task Post(ResultPipeline<int> pipeline, int value) => pipeline.PostAsync(value, Context).AsTask();

    public async Task PostAsync(ResultPipeline<int> pipeline, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await pipeline.PostAsync(i, Context);
        }
    }
}
