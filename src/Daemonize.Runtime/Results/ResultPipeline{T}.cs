namespace Daemonize.Results;

/// <summary>A bounded channel of results with their handlers.</summary>
internal sealed class ResultPipeline<T>(
    Func<T, DaemonContext, CancellationToken, ValueTask> handle, int concurrency, Func<Exception, DaemonContext, ValueTask> onFailure) : ResultPipeline
{
    public override long Handled => throw new NotImplementedException($"{handle} {concurrency} {onFailure}");

    public ValueTask PostAsync(T result, DaemonContext context, CancellationToken cancellationToken) => throw new NotImplementedException();

    public override Task<long> DrainAsync(TimeSpan timeout) => throw new NotImplementedException();
}
