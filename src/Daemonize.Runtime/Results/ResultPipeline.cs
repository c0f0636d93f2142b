namespace Daemonize.Results;

/// <summary>The results that wait for their handlers, independent of their type.</summary>
internal abstract class ResultPipeline
{
    /// <summary>The number of handled results, including those whose handler failed.</summary>
    public abstract long Handled { get; }

    /// <summary>
    /// Waits until all results are handled, including those of posts that are under way; calls <see cref="Close"/> if
    /// <paramref name="timeout"/> passes first. Returns the number of results that were not handled: those that waited or were refused, and
    /// those whose handler had not ended.
    /// </summary>
    public abstract Task<long> DrainAsync(TimeSpan timeout);

    /// <summary>
    /// Refuses results from now on, cancels the posts that wait, and cancels the token of the handlers. Can be called at any time, from any
    /// thread and more than once: a method that waits with its result must not keep the daemon from exiting.
    /// </summary>
    public abstract void Close();
}
