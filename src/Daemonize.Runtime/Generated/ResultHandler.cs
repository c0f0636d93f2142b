using System.ComponentModel;
using Daemonize.Results;

namespace Daemonize.Generated;

/// <summary>Where the results of a daemon method go. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ResultHandler
{
    private protected ResultHandler()
    {
    }

    /// <summary>Begins to take results: before this, and after it is drained, there is nobody to handle them.</summary>
    internal abstract ResultPipeline Open(int concurrency, Func<Exception, DaemonContext, ValueTask> onFailure);
}

/// <inheritdoc cref="ResultHandler"/>
/// <typeparam name="T">What the method produces.</typeparam>
/// <param name="handle">Calls the method that <see cref="DaemonAttribute.OnResult"/> names.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ResultHandler<T>(Func<T, DaemonContext, CancellationToken, ValueTask> handle) : ResultHandler
{
    private ResultPipeline<T>? _pipeline;

    /// <summary>
    /// Hands a result over, and waits while the handlers have too many. Null is no result. The token does not cancel that: a result that was made would be lost;
    /// the wait ends at a stop all the same, before the daemon has to leave.
    /// </summary>
    public ValueTask PostAsync(T? result, DaemonContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return result is null ? default : Pipeline.PostAsync(result, context);
    }

    /// <summary>Hands over each result of a stream.</summary>
    public async ValueTask PostAllAsync(IAsyncEnumerable<T?> results, DaemonContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(results);
        await foreach (var result in results.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await PostAsync(result, context, cancellationToken).ConfigureAwait(false);
        }
    }

    internal override ResultPipeline Open(int concurrency, Func<Exception, DaemonContext, ValueTask> onFailure) =>
        _pipeline = new ResultPipeline<T>(handle, concurrency, onFailure);

    private ResultPipeline<T> Pipeline => _pipeline ?? throw new InvalidOperationException("the daemon does not run yet");
}
