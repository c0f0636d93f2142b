namespace Daemonize.ClusterFault.Tests;

/// <summary>Something between the owner and the server delays, drops, or holds back what passes.</summary>
public sealed class RelayFaultTests(PostgreSqlServer server) : FaultTest(server)
{
    [Fact]
    public async Task SlowStoreKeepsItsOwner()
    {
        await using var relay = new Relay(Server.Port);
        var (first, second) = (CreateMachine("shared", UrlAt(relay.Port)), CreateMachine("shared"));
        await first.StartAsync("leader");
        await second.StartAsync("follower");
        await first.BeginsAsync(2);
        relay.Fault = RelayFault.Delays;
        await NextBeginAsync(CommonClock.Now, count: 6);
        relay.Fault = RelayFault.None;
        await NextBeginAsync(CommonClock.Now, count: 2);
        Assert.Empty(second.Begins);
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    /// <summary>Requests without an answer may be carried out, now or long after their sender gave up.</summary>
    [Theory]
    [InlineData(RelayFault.DropsAnswers)]
    [InlineData(RelayFault.HoldsRequests)]
    public async Task OwnerWithoutAnswersIsReplacedAndComesBack(RelayFault fault)
    {
        await using var relay = new Relay(Server.Port);
        var (first, second) = (CreateMachine("shared", UrlAt(relay.Port)), CreateMachine("shared"));
        await first.StartAsync("leader");
        await second.StartAsync("follower");
        await first.BeginsAsync(2);
        relay.Fault = fault;
        await second.BeginsAsync(3);
        await first.StatusAsync("waits for the store");
        relay.Fault = RelayFault.None;
        await first.LogsAsync("the store answers again");
        await first.StatusAsync("follows");
        await NextBeginAsync(CommonClock.Now, count: 3);
        var before = first.Begins.Count;
        await second.StopAsync();
        await first.BeginsAsync(before + 2);
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    /// <summary>The same for a moment that is shorter than the lease, again and again.</summary>
    [Theory]
    [InlineData(RelayFault.DropsAnswers)]
    [InlineData(RelayFault.HoldsRequests)]
    public async Task ShortFaultsBreakNoPromise(RelayFault fault)
    {
        await using var relay = new Relay(Server.Port);
        var (first, second) = (CreateMachine("shared", UrlAt(relay.Port)), CreateMachine("shared"));
        await first.StartAsync("leader");
        await second.StartAsync("follower");
        await first.BeginsAsync(1);
        for (var round = 1; round <= 6; round++)
        {
            relay.Fault = fault;
            await Task.Delay(round * 200, TestContext.Current.CancellationToken);
            relay.Fault = RelayFault.None;
            await NextBeginAsync(CommonClock.Now, count: 2);
        }

        AssertPromises();
        await AssertNoneIsLostAsync();
    }
}
