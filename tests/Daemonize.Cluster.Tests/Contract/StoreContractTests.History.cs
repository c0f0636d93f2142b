using System.Collections.Concurrent;
using Daemonize.Cluster.Tests.History;

namespace Daemonize.Cluster.Tests;

public abstract partial class StoreContractTests
{
    private const int Stores = 5;
    private const int MaxRounds = 20;

    private static readonly Type[] Steps = [typeof(TakeStep), typeof(BeginStep), typeof(RenewStep), typeof(EndStep)];

    /// <summary>
    /// L8: two hundred callers, or as many as the store is quick enough for, over several connections take, begin, renew and end as it
    /// comes, with right and wrong tokens. Their leases are so short that they also expire.
    /// </summary>
    [Fact]
    public async Task HistoryOfManyCallersIsLinearizable()
    {
        var start = await LookAsync();
        var history = new ConcurrentQueue<Operation>();
        var rounds = 0;
        var stores = await Task.WhenAll(Enumerable.Range(0, Stores).Select(_ => server.ConnectAsync()));
        try
        {
            // On a busy machine the leases may end before their owners come back: they go on until each step was granted.
            for (; rounds == 0 || (rounds < MaxRounds && !HasEachStep(history)); rounds++)
            {
                await Task.WhenAll(Enumerable.Range(0, server.Callers).Select(caller => CallAsync(
                    new(stores[caller % Stores], Name, 0, history), new Random(caller + (rounds * server.Callers)),
                    server.CallsOfEachCaller)));
            }
        }
        finally
        {
            await Task.WhenAll(stores.Select(static store => store.DisposeAsync().AsTask()));
        }

        Assert.Equal(rounds * server.Callers * server.CallsOfEachCaller, history.Count);
        Assert.Null(HistoryChecker.FindMistake(start, history));
        AssertThatMuchHasHappened(history);
    }

    /// <summary>A caller that uses what it has seen last, and sometimes what it should have forgotten.</summary>
    private async Task CallAsync(RecordingStore store, Random random, int calls)
    {
        var me = new Guid(random.Next(), 0, 0, new byte[8]);
        Lease? seen = null;
        var mine = new Lease { Shard = 0, Token = -1, Slot = 0, Done = 0 };
        for (var call = 0; call < calls; call++)
        {
            // Who has a lease uses it more often than who has none: else nothing would happen in it.
            var operation = (mine.Owner == me ? random.Next(3, 10) : random.Next(0, 4)) switch
            {
                _ when seen is null => await store.LookAsync(Abandon),
                0 => await store.LookAsync(Abandon),
                1 or 2 or 3 => await store.TakeAsync(me, Lease(), seen.Token, Abandon),
                4 => await store.RenewAsync(me, Lease(), mine.Token, Abandon),
                5 => await store.EndAsync(me, mine.Token, mine.Slot, random.Next(0, 2), releases: random.Next(0, 2) == 0, Abandon),
                6 => await store.BeginAsync(me, Lease(), mine.Token, mine.Slot, mine.Attempt + random.Next(0, 2), 1, Abandon),
                7 => await store.EndAsync(me, mine.Token, 0, 0, releases: true, Abandon),
                _ => await store.BeginAsync(me, Lease(), mine.Token, mine.Slot + random.Next(1, 20), 1, random.Next(0, 3), Abandon),
            };
            seen = operation.Record ?? (random.Next(0, 2) == 0 ? null : seen);
            mine = operation.Record is { } record && record.Owner == me ? record : mine;
        }

        TimeSpan Lease() => TimeSpan.FromMilliseconds(server.ShortLease.TotalMilliseconds * random.Next(1, 10) / 20);
    }

    private static bool HasEachStep(IEnumerable<Operation> history) =>
        Array.TrueForAll(Steps, step => history.Any(operation => operation.Record is not null && operation.Step.GetType() == step));

    /// <summary>A history in which everything was refused would be right, and prove nothing.</summary>
    private static void AssertThatMuchHasHappened(IReadOnlyCollection<Operation> history)
    {
        var granted =
            history.Where(static operation => operation.Record is not null).ToLookup(static operation => operation.Step.GetType());
        Assert.All(Steps, step => Assert.NotEmpty(granted[step]));
        Assert.True(granted[typeof(TakeStep)].Select(static operation => operation.Step.Owner).Distinct().Count() > 3);
        Assert.Contains(history, static operation => operation.Record is null);
    }
}
