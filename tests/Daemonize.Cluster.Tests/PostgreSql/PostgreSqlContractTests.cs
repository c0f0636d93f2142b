namespace Daemonize.Cluster.Tests.PostgreSql;

public sealed class PostgreSqlContractTests(PostgreSqlServer server) : StoreContractTests(server)
{
    /// <summary>A statement that waited for a lock may be carried out after a later one, with the time of its arrival.</summary>
    [Fact]
    public async Task NeitherRenewalNorBeginShortensTheLease()
    {
        var (me, short1) = (Guid.NewGuid(), TimeSpan.FromSeconds(1));
        var abandon = TestContext.Current.CancellationToken;
        var seen = Assert.Single((await Store.LookAsync(new() { Name = Name, Shards = [0] }, abandon)).Leases);
        var take =
            new TakeRequest { Name = Name, Owner = me, Host = "host:1", Lease = LongLease, Shards = [new ShardToken(0, seen.Token)] };
        var mine = Assert.Single((await Store.TakeAsync(take, abandon)).Leases);
        var renew = new RenewRequest { Name = Name, Owner = me, Lease = short1, Shards = [new ShardToken(0, mine.Token)] };
        Assert.Equal(mine.Until, Assert.Single((await Store.RenewAsync(renew, abandon)).Leases).Until);
        var slot = new ShardBegin(0, mine.Token, mine.Done + 1, Attempt: 1, Passed: 0);
        var begin = new BeginRequest { Name = Name, Owner = me, Lease = short1, Shards = [slot] };
        Assert.Equal(mine.Until, Assert.Single((await Store.BeginAsync(begin, abandon)).Leases).Until);
    }
}
