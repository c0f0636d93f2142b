namespace Daemonize.Results;

/// <summary>The results that wait for their handlers, whatever their type.</summary>
internal abstract class ResultPipeline
{
    /// <summary>How many results have been handled, failures included.</summary>
    public abstract long Handled { get; }

    /// <summary>
    /// Waits until all results are handled, those of posts that are under way too, or <paramref name="timeout"/> has passed; then <see cref="Close"/>s. Gives how
    /// many results were not handled: those that waited or were refused, and those whose handler had not ended.
    /// </summary>
    public abstract Task<long> DrainAsync(TimeSpan timeout);

    /// <summary>
    /// From now on results are refused and left, whoever waits to post one is let go, and the token of the handlers is cancelled. May be called at any time, from
    /// any thread and more than once: a method that waits with its result must not keep the daemon from leaving.
    /// </summary>
    public abstract void Close();
}
