using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Daemonize.Scheduling;

/// <summary>
/// What a program may listen to that collects metrics and traces: the meter and the activity source <c>Daemonize</c>. Made at the first tick, so that no start
/// loads it. The counters are read when somebody asks, from what is counted anyway; the rest does nothing as long as nobody listens.
/// </summary>
internal sealed class TickTelemetry
{
    public const string Name = "Daemonize";

    private static readonly ActivitySource Source = new(Name);

    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _lateness;

    public TickTelemetry(DaemonRuntime link)
    {
        // Listeners know it by itself: it lives as long as the process.
        var meter = new Meter(Name);
        _tags = [new("daemon.name", link.Name), new("daemon.instance", link.Instance)];
        Count(meter, "daemonize.ticks", "Ticks that have begun.", () => link.Progress.Ticks);
        Count(meter, "daemonize.ticks.skipped", "Slots that have had no tick.", () => link.Progress.Skipped);
        Count(meter, "daemonize.ticks.failed", "Ticks that have failed, retries apart, and results that could not be handled.", () => link.Progress.Failed);
        _duration = meter.CreateHistogram<double>("daemonize.tick.duration", "s", "How long ticks take, with their retries.");
        _lateness = meter.CreateHistogram<double>("daemonize.tick.lateness", "s", "How long after their slots ticks begin.");
    }

    /// <summary>A tick begins. Gives null when nobody traces.</summary>
    public Activity? Begin(DaemonContext tick)
    {
        if (_lateness.Enabled)
        {
            _lateness.Record(tick.Late.TotalSeconds, _tags);
        }

        var activity = Source.HasListeners() ? Source.StartActivity($"tick {tick.Name}") : null;
        return activity?.AddTag("daemon.name", tick.Name).AddTag("daemon.instance", tick.Instance).AddTag("daemon.tick", tick.Tick);
    }

    /// <summary>It has ended.</summary>
    /// <param name="activity">What <see cref="Begin"/> gave.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="failure">What was left of it after all retries; null where it went well.</param>
    public void End(Activity? activity, TimeSpan took, Exception? failure)
    {
        if (_duration.Enabled)
        {
            _duration.Record(took.TotalSeconds, _tags);
        }

        if (failure is not null)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message).AddException(failure);
        }

        activity?.Dispose();
    }

    private void Count(Meter meter, string name, string description, Func<long> read) =>
        meter.CreateObservableCounter(name, () => new Measurement<long>(read(), _tags), description: description);
}
