namespace Daemonize.Scheduling;

/// <summary>
/// The metrics and traces of ticks. An interface, so that whoever calls it does not need its assembly: the JIT, which compiles the caller
/// again when it has run often, would load System.Diagnostics.DiagnosticSource to inline the calls of a class.
/// </summary>
internal interface ITickMetrics
{
    /// <summary>Whether somebody traces.</summary>
    bool IsTraced { get; }

    /// <summary>Begins the activity of a tick; null if nobody traces.</summary>
    IDisposable? Begin(DaemonContext tick);

    /// <summary>Ends the activity from <see cref="Begin"/>, and records how long the tick took.</summary>
    /// <param name="begun">The activity; null if nobody traces.</param>
    /// <param name="took">How long the tick took, with its retries.</param>
    /// <param name="failure">The failure that was left after all retries; null if the tick succeeded.</param>
    void End(IDisposable? begun, TimeSpan took, Exception? failure);
}
