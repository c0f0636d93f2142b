using System.ComponentModel;
using Daemonize.Results;

namespace Daemonize.CompilerServices;

/// <summary>Receives the results of a daemon method.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ResultHandler
{
    private protected ResultHandler()
    {
    }

    /// <summary>Starts to accept results. Before this call, and after the pipeline is drained, nothing handles them.</summary>
    internal abstract ResultPipeline Open(int concurrency, Func<Exception, DaemonContext, ValueTask> onFailure);
}

/// <inheritdoc cref="ResultHandler"/>
/// <typeparam name="T">The type of the method's results.</typeparam>
/// <param name="handle">Calls the method that <see cref="DaemonAttribute.OnResult"/> names.</param>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ResultHandler<T>(Func<T, DaemonContext, CancellationToken, ValueTask> handle) : ResultHandler
{
    private ResultPipeline<T>? _pipeline;

    /// <summary>
    /// Passes a result to the handlers, and waits while too many results are queued. Null is not a result. The token does not cancel the
    /// wait, because the result would be lost; at a stop, the wait ends before the daemon has to exit.
    /// </summary>
    public ValueTask PostAsync(T? result, DaemonContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return result is null ? default : Pipeline.PostAsync(result, context);
    }

    /// <summary>Passes each result of a stream to the handlers.</summary>
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
