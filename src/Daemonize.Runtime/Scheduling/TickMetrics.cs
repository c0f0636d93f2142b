using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Daemonize.Scheduling;

/// <summary>
/// The meter and the activity source <c>Daemonize</c>, for programs that collect metrics and traces. The counters are read on demand from
/// existing counts; the rest does nothing while nobody listens.
/// </summary>
internal sealed class TickMetrics : ITickMetrics
{
    private static readonly ActivitySource Source = new(TickTelemetry.Name);

    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _lateness;

    public TickMetrics(DaemonRuntime runtime)
    {
        // Listeners find the meter by themselves; it lives as long as the process.
        var meter = new Meter(TickTelemetry.Name);
        _tags = [new("daemon.name", runtime.Name), new("daemon.instance", runtime.Instance)];
        Count(meter, "daemonize.ticks", "Ticks that have begun.", () => runtime.Progress.Ticks);
        Count(meter, "daemonize.ticks.skipped", "Slots that have had no tick.", () => runtime.Progress.Skipped);
        Count(
            meter, "daemonize.ticks.failed", "Ticks that have failed, retries apart, and results that could not be handled.",
            () => runtime.Progress.Failed);
        _duration = meter.CreateHistogram<double>("daemonize.tick.duration", "s", "How long ticks take, with their retries.");
        _lateness = meter.CreateHistogram<double>("daemonize.tick.lateness", "s", "How long after their slots ticks begin.");
        runtime.Progress.ClusterNumbers?.AddTo(meter, _tags);
    }

    public bool IsTraced => Source.HasListeners();

    public IDisposable? Begin(DaemonContext tick)
    {
        if (_lateness.Enabled)
        {
            _lateness.Record(tick.Lateness.TotalSeconds, _tags);
        }

        var activity = Source.HasListeners() ? Source.StartActivity($"tick {tick.Name}") : null;
        _ = activity?.AddTag("daemon.name", tick.Name).AddTag("daemon.instance", tick.InstanceNumber)
            .AddTag("daemon.tick", tick.TickNumber);
        return tick.HasShards ? activity?.AddTag("daemon.shard", tick.Shard) : activity;
    }

    public void End(IDisposable? begun, TimeSpan took, Exception? failure)
    {
        if (_duration.Enabled)
        {
            _duration.Record(took.TotalSeconds, _tags);
        }

        if (failure is not null && begun is Activity activity)
        {
            activity.SetStatus(ActivityStatusCode.Error, failure.Message).AddException(failure);
        }

        begun?.Dispose();
    }

    private void Count(Meter meter, string name, string description, Func<long> read) =>
        meter.CreateObservableCounter(name, () => new Measurement<long>(read(), _tags), description: description);
}
