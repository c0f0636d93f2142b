namespace Daemonize.ClusterFault.Tests;

/// <summary>An asynchronous standby is promoted that has not received the last slots: the store has lost what it acknowledged.</summary>
public sealed class PromotionFaultTests(PostgreSqlServer server) : FaultTest(server), IClassFixture<PostgreSqlServer>
{
    /// <summary>
    /// A process that does not know what was begun may repeat it: a limit of every such store. The owner knows it, also after it has lost
    /// its lease.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LivingOwnerDoesNotRepeatWhatTheStoreHasForgotten(bool isLong)
    {
        await using var relay = new Relay(Server.Port);
        var owner = CreateMachine("shared", UrlAt(relay.Port));
        await owner.StartAsync("leader", "--missed", "all");
        await owner.BeginsAsync(2);
        await using var standby = await StandbyServer.CreateAsync(Server);
        var known = await owner.BeginsAsync(owner.Begins.Count + 1);
        await standby.CutOffAsync();
        await owner.BeginsAsync(owner.Begins.Count + 3);
        if (isLong)
        {
            relay.Fault = RelayFault.DropsAnswers;
            await owner.StatusAsync("waits for the store");
            await Wait.UntilAsync(() => CommonClock.Now - owner.Begins[^1].At > Lease + Second, "the lease has ended");
        }

        relay.Target = standby.Port;
        relay.Cut();
        relay.Fault = RelayFault.None;
        await standby.PromoteAsync();
        var after = await owner.BeginsAsync(owner.Begins.Count + 3);
        Assert.Equal(isLong, after.Token > known.Token);
        AssertPromises();
    }
}
