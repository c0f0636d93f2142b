namespace Daemonize.Tests.Clustering;

/// <summary>
/// Runs the decisions of several processes in virtual time, against a model of the store, with wrong clocks, crashes, stops, handovers,
/// suspends, partitions, outages, and requests that are carried out late or have no answer.
/// </summary>
internal sealed class Simulation
{
    private readonly PriorityQueue<Action, (long Time, long Number)> _events = new();
    private readonly SimulatedHost[] _hosts;
    private long _number;
    private long _storeError;

    public Simulation(SimulationPlan plan, bool isRecorded = false)
    {
        Plan = plan;
        History = new ClusterHistory(plan, isRecorded);
        Store = new ModelStore(plan.Bug, History);
        Network = new SimulatedNetwork(this);
        var shared = NewGuid(Guid.Empty);
        _hosts = new SimulatedHost[plan.Hosts];
        for (var i = 0; i < _hosts.Length; i++)
        {
            var host = _hosts[i] = new SimulatedHost(this, i, plan.Bug == PlantedBug.OwnerIsHostName ? shared : Guid.Empty);
            At(plan.Between(0, 5 * TimeSpan.TicksPerSecond), host.Start);
        }

        for (var faults = plan.Random.Next(0, 12); faults > 0; faults--)
        {
            At(plan.Between(0, plan.Heals), Fail);
        }

        At(plan.Heals, Heal);
    }

    public SimulationPlan Plan { get; }

    public ClusterHistory History { get; }

    public ModelStore Store { get; }

    public SimulatedNetwork Network { get; }

    /// <summary>The true time since the beginning, in ticks.</summary>
    public long Time { get; private set; }

    /// <summary>The store's time at the beginning.</summary>
    public long Begin { get; } = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>The store's time in milliseconds.</summary>
    public long StoreNow => Daemonize.Clustering.StoreTime.ToMilliseconds(Begin + Time + _storeError);

    /// <summary>Runs to the end, and returns the history.</summary>
    public ClusterHistory Run()
    {
        while (History.Violation is null && _events.TryDequeue(out var action, out var at) && at.Time <= Plan.Ends)
        {
            Time = History.Time = at.Time;
            action();
        }

        if (History.Violation is null)
        {
            History.Close(Store.Record, StoreNow);
        }

        return History;
    }

    public void At(long time, Action action) => _events.Enqueue(action, (time, _number++));

    public void After(long wait, Action action) => At(Time + wait, action);

    public long NextNumber() => ++_number;

    /// <summary>Creates the identity of a process, unless it has one.</summary>
    public Guid NewGuid(Guid known)
    {
        var bytes = new byte[16];
        Plan.Random.NextBytes(bytes);
        return known == Guid.Empty ? new Guid(bytes) : known;
    }

    private void Fail()
    {
        var host = Plan.Pick(_hosts);
        var last = Plan.Between(0, 40 * TimeSpan.TicksPerSecond);
        switch (Plan.Random.Next(8))
        {
            case 0:
                host.Process?.Kill("crashes");
                After(last, host.Start);
                break;
            case 1:
                Toggle(last, isFailed => host.IsCutOff = isFailed, $"link of host {host.Number}");
                break;
            case 2 when host.Process is { IsDead: false } process:
                process.IsPaused = true;
                After(last, () => process.IsPaused = false);
                break;
            case 3:
                host.Sleep();
                After(last, host.WakeUp);
                break;
            case 4:
                Toggle(last, isFailed => Network.IsStoreDown = isFailed, "store");
                break;
            case 5:
                // Forward by less than the margin (the limit of C3), back by anything.
                _storeError += Plan.Between(-3 * TimeSpan.TicksPerSecond, 100 * TimeSpan.TicksPerMillisecond);
                break;
            case 6:
                host.Process?.HandOver();
                break;
            default:
                host.Process?.Stop();
                After(last, host.Start);
                break;
        }
    }

    private void Toggle(long last, Action<bool> set, string what)
    {
        History.Note(() => $"{what} fails");
        set(true);
        After(last, () =>
        {
            History.Note(() => $"{what} works");
            set(false);
        });
    }

    private void Heal()
    {
        History.Note(() => "all faults are over");
        Network.IsStoreDown = false;
        foreach (var host in _hosts)
        {
            host.IsCutOff = false;
            host.WakeUp();
            if (host.Process is { IsDead: false, IsPaused: true } process)
            {
                process.IsPaused = false;
            }

            After(TimeSpan.TicksPerSecond, host.Start);
        }
    }
}
