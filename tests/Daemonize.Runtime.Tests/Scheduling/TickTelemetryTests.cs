using System.Diagnostics;
using System.Diagnostics.Metrics;
using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Scheduling;

/// <summary>The measurements and activities that a listener receives for ticks in virtual time.</summary>
public sealed class TickTelemetryTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    /// <summary>Meters live as long as the process, so a unique name excludes those of other tests.</summary>
    private readonly string _name = $"telemetry-{Guid.NewGuid():N}";
    private readonly VirtualDaemon _daemon;
    private readonly List<Activity?> _seen = [];

    public TickTelemetryTests() => _daemon = new(name: _name);

    /// <summary>The first tick takes two and a half slots, the second fails, the third succeeds.</summary>
    [Fact]
    public void MetricsTellOfTicks()
    {
        var values = new Dictionary<string, List<double>>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Daemonize")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();

        Run();
        listener.RecordObservableInstruments();

        Assert.Equal([3], values["daemonize.ticks"]);
        Assert.Equal([2], values["daemonize.ticks.skipped"]);
        Assert.Equal([1], values["daemonize.ticks.failed"]);
        Assert.Equal([2.5, 0, 0.25], values["daemonize.tick.duration"]);
        Assert.Equal([0, 0, 0], values["daemonize.tick.lateness"]);

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Contains(new("daemon.name", _name)))
            {
                Assert.True(tags.Contains(new("daemon.instance", 1)));
                lock (values)
                {
                    (values.TryGetValue(instrument.Name, out var list) ? list : values[instrument.Name] = []).Add(value);
                }
            }
        }
    }

    [Fact]
    public void EachTickIsAnActivity()
    {
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Daemonize",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.DisplayName == $"tick {_name}")
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        Run();

        Assert.Equal<object?>([1L, 2L, 3L], activities.Select(static activity => activity.GetTagItem("daemon.tick")));
        Assert.Equal(
            [ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Unset],
            activities.Select(static activity => activity.Status));
        Assert.Equal("it is broken", activities[1].StatusDescription);
        Assert.Equal("exception", Assert.Single(activities[1].Events).Name);
        Assert.Equal([activities[0], activities[1], activities[2]], _seen);
    }

    private void Run()
    {
        _daemon.StopAt((4 * Second) + 1 + (Second / 2));
        _daemon.Run(new GridTimetable(new Grid(0, Second)), (context, _) =>
        {
            _seen.Add(Activity.Current);
            return context.TickNumber switch
            {
                1 => _daemon.Busy(Second * 5 / 2),
                2 => throw new InvalidOperationException("it is broken"),
                _ => _daemon.Busy(Second / 4),
            };
        });
    }
}
