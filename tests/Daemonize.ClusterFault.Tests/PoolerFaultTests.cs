namespace Daemonize.ClusterFault.Tests;

/// <summary>A pooler that gives each statement another session.</summary>
public sealed class PoolerFaultTests(PostgreSqlServer server, PgBouncerServer pooler) : FaultTest(server), IClassFixture<PgBouncerServer>
{
    [Fact]
    public async Task KilledOwnerIsReplacedBehindAPooler()
    {
        await pooler.StartAsync();
        var (first, second) = (CreateMachine("shared", pooler.Url), CreateMachine("shared", pooler.Url));
        await first.StartAsync("leader");
        await second.StartAsync("follower");
        await first.BeginsAsync(2);
        await first.KillAsync();
        var killed = CommonClock.Now;
        await second.BeginsAsync(2);
        Assert.True(second.Begins[0].At - killed <= Lease + (2 * Second), $"{second.Begins[0].At - killed} us after the kill");
        await first.StartAsync("follower");
        AssertPromises();
    }
}
