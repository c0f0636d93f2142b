using System.Diagnostics.Metrics;

namespace Daemonize.Scheduling;

/// <summary>The metrics of a shared schedule. All but the duration of calls are read on demand.</summary>
internal static class ClusterMetrics
{
    /// <summary>Adds the instruments to a meter.</summary>
    /// <param name="meter">The meter that gets the instruments.</param>
    /// <param name="numbers">The numbers that the instruments show.</param>
    /// <param name="tags">The tags of each measurement.</param>
    public static void Add(Meter meter, ClusterNumbers numbers, KeyValuePair<string, object?>[] tags)
    {
        Gauge("daemonize.cluster.leads", null, "Shards that this process leads.", static last => last.Leads);
        Gauge("daemonize.cluster.token", null, "The token of the current term.", static last => last.Token);
        Gauge("daemonize.cluster.lease.remaining", "s", "How long the lease lasts.", static last => last.LeaseRemaining.TotalSeconds);
        Gauge(
            "daemonize.cluster.clock.offset", "s", "The clock of the store less that of the machine.",
            static last => last.ClockOffset.TotalSeconds);
        Count("daemonize.cluster.slots.missed", "Slots that no process has begun.", () => numbers.Last.Missed);
        Count(
            "daemonize.cluster.slots.interrupted", "Slots that were begun and whose end was not recorded.",
            () => numbers.Last.Interrupted);
        Count("daemonize.cluster.store.failures", "Calls of the store that failed.", () => numbers.Failures);
        Count("daemonize.cluster.lost", "Terms that were lost.", () => numbers.Lost);
        var duration = meter.CreateHistogram<double>("daemonize.cluster.store.duration", "s", "How long calls of the store take.");
        numbers.Called = (step, took) =>
        {
            if (duration.Enabled)
            {
                duration.Record(took.TotalSeconds, [.. tags, new("daemon.step", step)]);
            }
        };

        void Gauge(string name, string? unit, string description, Func<ClusterSnapshot, double> read) =>
            meter.CreateObservableGauge(name, () => new Measurement<double>(read(numbers.Last), tags), unit, description);

        void Count(string name, string description, Func<long> read) =>
            meter.CreateObservableCounter(name, () => new Measurement<long>(read(), tags), description: description);
    }
}
