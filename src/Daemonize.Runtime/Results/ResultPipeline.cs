namespace Daemonize.Results;

/// <summary>The results that wait for their handlers, whatever their type.</summary>
internal abstract class ResultPipeline
{
    /// <summary>How many results have been handled, failures included.</summary>
    public abstract long Handled { get; }

    /// <summary>
    /// Takes no more results, and waits until all are handled or <paramref name="timeout"/> has passed. Then the token of the handlers is cancelled.
    /// Gives how many results were not handled: those that waited, and those whose handler had not ended.
    /// </summary>
    public abstract Task<long> DrainAsync(TimeSpan timeout);
}
