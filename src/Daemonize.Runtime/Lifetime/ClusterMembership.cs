using Daemonize.Cluster;
using Daemonize.Clustering;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Options;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>The place of a daemon among the processes that share its schedule: its store, its fence, and the schedule itself.</summary>
internal sealed class ClusterMembership : IDisposable
{
    /// <summary>What is left of StartTimeout for the rest of the start.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(1);

    private readonly DaemonInstance _instance;
    private readonly SharedStore _store;
    private readonly ClusterSession _session;

    private ClusterMembership(
        DaemonInstance instance, SharedStore store, ClusterSession session, StopRequest stop, DaemonProgress progress)
    {
        (_instance, _store, _session) = (instance, store, session);
        Run = new ClusterRun(session, stop, progress, session.Rules.IsOnce ? TimeSpan.Zero : instance.Settings.InitialDelay);
    }

    /// <summary>Gets the schedule that the processes share.</summary>
    public ClusterRun Run { get; }

    /// <inheritdoc cref="IClusterLifetime.Open"/>
    /// <remarks>
    /// Only <see cref="IClusterLifetime"/> calls this: in a program without a cluster no code creates the class, and so none of it is kept.
    /// </remarks>
    public static ClusterMembership Open(DaemonInstance instance, StopRequest stop, DaemonProgress progress, bool isOnce)
    {
        var store = SharedStore.Open(instance);
        return new ClusterMembership(instance, store, CreateSession(instance, store, isOnce), stop, progress);
    }

    /// <summary>Lets the shared schedule decide which slots of the daemon tick in this process.</summary>
    public void Share(ScheduleRunner runner) => runner.Share(Run);

    /// <inheritdoc cref="ISharedSchedule.HandOver"/>
    public void HandOver() => Run.HandOver();

    /// <summary>Connects to the store. Throws if it does not answer within StartTimeout.</summary>
    public void Connect() => _store.Ask(abandon => _store.Store.ConnectAsync(abandon).AsTask(), Timeout);

    /// <summary>Finds out who leads. Throws if the store does not answer within StartTimeout.</summary>
    public void Join()
    {
        if (!Run.TrySettle(Timeout))
        {
            throw _store.NoAnswer(Timeout);
        }

        if (_session.Rules.IsOnce && Run.OtherLeader is { } leader)
        {
            Run.GiveUp();
            throw new DaemonException(
                $"{leader} leads, and two ticks must not run at the same time; use 'tick' there, or stop it");
        }
    }

    /// <summary>Closes the store. A lease that could not be released ends by itself.</summary>
    public void Dispose()
    {
        Run.Dispose();
        _session.Fence?.Dispose();
        _store.Dispose();
    }

    private TimeSpan Timeout =>
        _instance.Settings.StartTimeout > Reserve + Reserve ? _instance.Settings.StartTimeout - Reserve : Reserve;

    private static ClusterSession CreateSession(DaemonInstance instance, SharedStore shared, bool isOnce)
    {
        var settings = instance.Settings;
        var (store, name) = (shared.Store, shared.Name);
        var fence = FenceOf(instance, store, out var mayLead);
        var rules = RulesOf(instance, name, store, isOnce);
        return new ClusterSession(store, name, $"{Environment.MachineName}:{Environment.ProcessId}", rules)
        {
            Category = instance.Name,
            Member = new ClusterMember
            {
                Name = name,
                Id = rules.Me,
                Host = Environment.MachineName,
                ProcessId = Environment.ProcessId,
                Version = instance.Program.Version,
                Options = OptionsOf(rules, settings),
            },
            Fence = fence,
            MayLead = mayLead,
            LastWord = ExitReport.Foretell,
        };
    }

    /// <summary>
    /// Creates the fence, unless the settings or the store need none. A process that cannot be killed in time does not lead.
    /// </summary>
    private static Fence? FenceOf(DaemonInstance instance, ClusterStore store, out bool mayLead)
    {
        mayLead = true;
        if (!instance.Settings.Fence || store is IReleaseWait)
        {
            return null;
        }

        if (KillTimer.TryCreate(out var problem) is { } timer)
        {
            return new Fence(timer, ParentNote.Inherited);
        }

        if (instance.Settings.Shards > 0)
        {
            // The others would leave it a part that it does not take.
            throw new DaemonException($"cannot lead, and each process with shards has to: {problem}");
        }

        mayLead = false;
        Log.Error(instance.Name, $"does not lead, only follows: {problem}", exception: null);
        return null;
    }

    /// <summary>Gets a hash of what decides which slots tick, and when.</summary>
    internal static long OptionsOf(LeaseRules rules, Settings settings) => (long)default(StableHash)
        .Add(rules.Timing.Lease).Add((int)rules.Interrupted).Add((int)rules.Policy.Overlap).Add((int)rules.Policy.Missed)
        .Add(rules.Policy.MaxRunning).Add(rules.Policy.MaxMissed).Add(settings.Jitter.Ticks).Add(settings.JitterSeed)
        .Add(settings.Interval?.Ticks ?? 0).Add(settings.Cron?.ToString() ?? "").Add(settings.TimeZone.Id)
        .Add(settings.Shards).Value;

    private static LeaseRules RulesOf(DaemonInstance instance, string name, ClusterStore store, bool isOnce)
    {
        var settings = instance.Settings;
        var kind = instance.Definition.Schedule;
        return new LeaseRules
        {
            Me = Guid.NewGuid(),
            Timing = new LeaseTiming(settings.Lease.Ticks, IsKept: store is IReleaseWait),
            IsOnce = isOnce,
            Shards = settings.Shards,
            MaxParallel = settings.MaxParallel,
            Timetable = isOnce ? null : Schedule.SharedTimetable(settings, kind),
            Policy = kind == ScheduleKind.None ? SlotPolicy.Default : Schedule.CreatePolicy(settings, kind),
            Jitter = new Jitter(settings.Jitter.Ticks, seed: 0, default(StableHash).Add(name).Add(settings.JitterSeed)),
            Interrupted = settings.Interrupted,
        };
    }
}
