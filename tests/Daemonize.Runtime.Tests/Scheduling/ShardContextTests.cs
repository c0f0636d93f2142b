using System.Diagnostics;
using Daemonize.History;
using Daemonize.Scheduling;
using Daemonize.Tests.History;

namespace Daemonize.Tests.Scheduling;

/// <summary>The shard of a tick, as its method sees it.</summary>
public sealed class ShardContextTests
{
    private static readonly TakenSlot Taken = new(new Slot(1, TimeSpan.TicksPerSecond), Late: 0, IsLate: false);

    [Fact]
    public async Task TickHasItsShard()
    {
        var context = await TickAsync(shards: 64, new SharedTick(Taken, Shard: 3, Token: 17, Attempt: 2, Claim: null));
        Assert.Equal((3, 64, 17, 2), (context.Shard, context.Shards, context.Token, context.Attempt));
    }

    [Fact]
    public async Task TickWithoutShardsIsTheOnlyOne()
    {
        var context = await TickAsync(shards: 0, shared: null);
        Assert.Equal((0, 1), (context.Shard, context.Shards));
    }

    /// <summary>A callback outside a tick is of no shard.</summary>
    [Fact]
    public void CallbackKnowsTheNumberOfShards()
    {
        var context = CreateRuntime(shards: 64).CreateContext();
        Assert.Equal((0, 64), (context.Shard, context.Shards));
    }

    /// <summary>The log names the shard of a tick; without shards there is none to name.</summary>
    [Fact]
    public async Task TickIsNamedByItsShard()
    {
        var sharded = await TickAsync(shards: 1, new SharedTick(Taken, Shard: 0, Token: 17, Attempt: 1, Claim: null));
        Assert.Equal("tick 1 of shard 0", MethodCall.NameOf(sharded));
        var plain = await TickAsync(shards: 0, shared: null);
        Assert.Equal("tick 1", MethodCall.NameOf(plain));
    }

    [Fact]
    public async Task ActivityHasTheShard()
    {
        var name = $"shards-{Guid.NewGuid():N}";
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Daemonize",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.DisplayName == $"tick {name}")
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        _ = await TickAsync(shards: 8, new SharedTick(Taken, Shard: 7, Token: 17, Attempt: 1, Claim: null), name);
        _ = await TickAsync(shards: 0, shared: null, name);
        Assert.Equal<object?>([7, null], activities.Select(static activity => activity.GetTagItem("daemon.shard")));
    }

    [Fact]
    public async Task HistoryHasTheShard()
    {
        using var bench = new HistoryBench();
        var history = bench.Open(hasShards: true);
        _ = await TickAsync(shards: 8, new SharedTick(Taken, Shard: 7, Token: 17, Attempt: 1, Claim: null), history: history);
        _ = await TickAsync(shards: 0, shared: null, history: history);
        Assert.Equal([7, null], bench.Read().Records.Select(static record => record.Shard));
    }

    private static DaemonRuntime CreateRuntime(int shards, string name = "fetch") =>
        new(name, 1, static () => 1, new StopRequest(), new DaemonProgress(Heartbeat.None), new Readiness(static () => { }))
        {
            Shards = shards,
        };

    private static async Task<DaemonContext> TickAsync(int shards, SharedTick? shared, string name = "fetch", HistoryWriter? history = null)
    {
        var runtime = CreateRuntime(shards, name);
        runtime.Progress.History = history;
        var policy = new FailurePolicy(FailureAction.Continue, 3, new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), 0);
        var failures = new Failures(policy, onError: null, runtime);
        DaemonContext? seen = null;
        var call = new MethodCall(
            (context, _) =>
            {
                seen = context;
                return new(0);
            },
            timeout: null, failures, runtime, TimeProvider.System);
        var runner = new TickRunner(call, failures, runtime, clock: null, TimeProvider.System);
        await runner.RunAsync(Taken, shared, TestContext.Current.CancellationToken);
        return Assert.IsType<DaemonContext>(seen);
    }
}
