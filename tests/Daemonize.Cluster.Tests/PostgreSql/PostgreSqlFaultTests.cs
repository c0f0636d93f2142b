using System.Diagnostics;
using Daemonize.Cluster.PostgreSql;

namespace Daemonize.Cluster.Tests.PostgreSql;

/// <summary>A server that hangs, waits or breaks its connections.</summary>
public sealed class PostgreSqlFaultTests(PostgreSqlServer server) : IAsyncLifetime
{
    private static readonly Guid Me = Guid.NewGuid();
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Far less than any timeout of the client library, and far more than a busy machine needs.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly string _name = $"faults/{Guid.NewGuid():N}";

    private static CancellationToken Abandon => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => server.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Also a caller that needs a new connection. Afterwards the store works again.</summary>
    [Fact]
    public async Task HungServerKeepsNoCaller()
    {
        await using var hung = new PostgreSqlServer();
        await using var store = await hung.ConnectAsync();
        var mine = await TakeAsync(store);
        await using var late = PostgreSqlStore.Open(hung.Url);
        hung.Process.Pause();
        var began = Stopwatch.GetTimestamp();
        try
        {
            for (var attempt = 0; attempt < 5; attempt++)
            {
                await AssertIsAbandonedAsync(async abandon => await RenewAsync(store, mine.Token, abandon));
                await AssertIsAbandonedAsync(async abandon => await late.ConnectAsync(abandon));
            }
        }
        finally
        {
            hung.Process.Resume();
        }

        // The statements of the abandoned calls are carried out now, or cancelled; no connection may be lost by them.
        Assert.Single((await RenewAsync(store, mine.Token, Abandon)).Leases);
        await late.ConnectAsync(Abandon);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30));
    }

    /// <summary>A caller that stops waiting for a lock leaves no connection behind that is busy.</summary>
    [Fact]
    public async Task AbandonedStatementIsCancelledOnTheServer()
    {
        await using var store = PostgreSqlStore.Open($"{server.Url}?application_name={_name}");
        await store.ConnectAsync(Abandon);
        var mine = await TakeAsync(store);
        await using var holder = await HoldAsync();
        await AssertIsAbandonedAsync(async abandon => await RenewAsync(store, mine.Token, abandon));
        await WaitUntilAsync(async () => await CountAsync("state = 'active'") == 0);
    }

    /// <summary>
    /// The time of a statement is that of its arrival, and the same for its conditions, its effects and its reply, however long it has
    /// waited for a lock in between: what it waits for may be the user's transaction.
    /// </summary>
    [Fact]
    public async Task TimeOfAStatementIsThatOfItsArrival()
    {
        await using var store = await server.ConnectAsync();
        var mine = await TakeAsync(store);
        var slot = 0L;
        Task<LeaseReply> begin;
        await using (await HoldAsync())
        {
            slot = (await LookAsync(store)).Now + 500;
            begin = store.BeginAsync(
                new() { Name = _name, Owner = Me, Lease = Lease, Shards = [new(0, mine.Token, slot, 1, 3)] }, Abandon).AsTask();
            await WaitUntilAsync(async () => await CountAsync("wait_event_type = 'Lock'", "") > 0);
            await WaitUntilAsync(async () => (await LookAsync(store)).Now > slot);
        }

        var reply = await begin;
        Assert.True(reply.Now < slot);
        Assert.Equal(mine with { Until = reply.Now + 60_000 }, Assert.Single(reply.Leases));
    }

    /// <summary>A condition holds for the record as it is when its lock is free, not as it was when the statement came.</summary>
    [Fact]
    public async Task ConditionIsThatOfTheLatestRecord()
    {
        await using var store = await server.ConnectAsync();
        var mine = await TakeAsync(store);
        Task<LeaseReply> renew;
        await using (var holder = await HoldAsync())
        {
            renew = RenewAsync(store, mine.Token, Abandon);
            await WaitUntilAsync(async () => await CountAsync("wait_event_type = 'Lock'", "") > 0);
            await holder.ExecuteAsync($"UPDATE daemonize_lease SET token = token + 1 WHERE name = '{_name}'");
        }

        Assert.Empty((await renew).Leases);
    }

    [Fact]
    public async Task BrokenConnectionsAreReplaced()
    {
        await using var store = PostgreSqlStore.Open($"{server.Url}?application_name={_name}");
        await store.ConnectAsync(Abandon);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LookAsync(store)));
        Assert.True(await CountAsync("true") > 1);
        await server.ExecuteAsync($"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = '{_name}'");
        var failure = await Assert.ThrowsAsync<ClusterStoreException>(() => LookAsync(store));
        Assert.False(failure.IsPermanent, failure.Message);
        await LookAsync(store);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LookAsync(store)));
    }

    /// <summary>There a statement fails if another has changed its row: it is repeated, since it has done nothing.</summary>
    [Fact]
    public async Task StricterIsolationOfTheDatabaseDoesNotShow()
    {
        var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"ALTER DATABASE {database} SET default_transaction_isolation = serializable");
        await using var store = PostgreSqlStore.Open($"postgres://postgres@127.0.0.1:{server.Port}/{database}");
        await store.ConnectAsync(Abandon);
        var mine = await TakeAsync(store);
        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RenewAsync(store, mine.Token, Abandon)));
        Assert.All(replies, static reply => Assert.Single(reply.Leases));
    }

    private async Task<Lease> TakeAsync(ClusterStore store)
    {
        await LookAsync(store);
        return Assert.Single(
            (await store.TakeAsync(
                new() { Name = _name, Owner = Me, Host = "h:1", Lease = Lease, Shards = [new(0, 0)] }, Abandon)).Leases);
    }

    private async Task<LeaseReply> LookAsync(ClusterStore store) =>
        await store.LookAsync(new() { Name = _name, Shards = [0] }, Abandon);

    private async Task<LeaseReply> RenewAsync(ClusterStore store, long token, CancellationToken abandon) =>
        await store.RenewAsync(new() { Name = _name, Owner = Me, Lease = Lease, Shards = [new(0, token)] }, abandon);

    /// <summary>Locks the record, as the transaction of a user would, until it is disposed of.</summary>
    private async Task<OpenTransaction> HoldAsync()
    {
        var transaction = new OpenTransaction(await server.ConnectAsync("postgres"));
        await transaction.ExecuteAsync($"BEGIN; SELECT FROM daemonize_lease WHERE name = '{_name}' FOR UPDATE");
        return transaction;
    }

    private async Task<long> CountAsync(string condition, string? application = null)
    {
        await using var connection = await server.ConnectAsync("postgres");
        await using var command = new Npgsql.NpgsqlCommand(
            $"""
            SELECT count(*) FROM pg_stat_activity
            WHERE {condition} AND '{application ?? _name}' IN ('', application_name)
              AND query LIKE '%daemonize_%' AND pid <> pg_backend_pid()
            """,
            connection);
        return (long)(await command.ExecuteScalarAsync(Abandon))!;
    }

    private static async Task AssertIsAbandonedAsync(Func<CancellationToken, Task> call)
    {
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(Abandon);
        abandon.CancelAfter(TimeSpan.FromMilliseconds(200));
        var began = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call(abandon.Token));
        Assert.True(Stopwatch.GetElapsedTime(began) < Soon);
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "waited in vain");
            await Task.Delay(10, Abandon);
        }
    }
}
