using System.Diagnostics.Metrics;

namespace Daemonize.Scheduling;

/// <summary>The numbers of a shared schedule for metrics. The schedule's thread writes them; any thread can read them.</summary>
internal sealed class ClusterNumbers
{
    private long _failures;
    private long _lost;
    private ClusterSnapshot _last = new(0, 0, TimeSpan.Zero, TimeSpan.Zero, 0, 0);

    /// <summary>The number of calls of the store that failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>The number of terms that this process has lost.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>The numbers of a moment.</summary>
    public ClusterSnapshot Last
    {
        get => Volatile.Read(ref _last);
        set => Volatile.Write(ref _last, value);
    }

    /// <summary>Receives each call of the store: its step and how long it took. Null while nobody listens.</summary>
    public Action<string, TimeSpan>? Called { get; set; }

    /// <summary>
    /// Adds the instruments that show the numbers to a meter. Only a program with a cluster creates this object, and so has them.
    /// </summary>
    /// <param name="meter">The meter that gets the instruments.</param>
    /// <param name="tags">The tags of each measurement.</param>
    public void AddTo(Meter meter, KeyValuePair<string, object?>[] tags) => ClusterMetrics.Add(meter, this, tags);

    public void AddFailure() => Interlocked.Increment(ref _failures);

    public void AddLost() => Interlocked.Increment(ref _lost);
}

/// <summary>Numbers of a moment.</summary>
/// <param name="Leads">The number of shards that this process leads.</param>
/// <param name="Token">The token of the current term, whoever leads; 0 if nobody has.</param>
/// <param name="LeaseRemaining">How long this process's lease lasts unless it is renewed; zero without one.</param>
/// <param name="ClockOffset">The store's clock less the wall clock of this machine.</param>
/// <param name="Missed">The number of slots that no process has begun.</param>
/// <param name="Interrupted">The number of slots that were begun and whose end was not recorded.</param>
internal sealed record ClusterSnapshot(
    int Leads, long Token, TimeSpan LeaseRemaining, TimeSpan ClockOffset, long Missed, long Interrupted);
