namespace Daemonize.ClusterFault.Tests;

/// <summary>What operators do.</summary>
public sealed class OperationFaultTests(PostgreSqlServer server) : FaultTest(server)
{
    /// <summary>It is the deputy again: that of the process before it does not stand in its way.</summary>
    [Fact]
    public async Task RestartedFollowerTakesOverAtTheNextSlot()
    {
        var (first, second) = (CreateMachine("shared"), CreateMachine("shared"));
        await first.StartAsync("leader");
        await second.StartAsync("follower");
        await first.BeginsAsync(2);
        await second.StopAsync();
        await second.StartAsync("follower");
        await first.BeginsAsync(first.Begins.Count + 2);
        await first.StopAsync();
        await second.BeginsAsync(1);
        Assert.Equal(first.Begins[^1].Slot + 1000, second.Begins[0].Slot);
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    [Fact]
    public async Task SlotThatAStopCutsShortTicksAgainElsewhere()
    {
        var (first, second) = (CreateMachine("again"), CreateMachine("again"));
        var held = await first.StartInTickAsync();
        await second.StartAsync("follower");
        await first.StopAsync();
        await second.BeginsAsync(2);
        Assert.Equal("heard", first.Events[^1].What);
        Assert.Equal((held.Slot, 2), (second.Begins[0].Slot, second.Begins[0].Attempt));
        Assert.Equal(1, second.Begins[1].Attempt);
        AssertPromises(mayRerun: true);
        await AssertNoneIsLostAsync();
    }

    [Fact]
    public async Task RollingRestartWithAnotherIntervalBeginsNoSlotTwice()
    {
        var machines = new[] { CreateMachine("shared"), CreateMachine("shared"), CreateMachine("shared") };
        await machines[0].StartAsync("leader");
        await machines[1].StartAsync("follower");
        await machines[2].StartAsync("follower");
        await machines[0].BeginsAsync(2);
        foreach (var machine in machines)
        {
            await machine.StopAsync();
            await machine.StartAsync("", "--interval", "2s");
            await NextBeginAsync(CommonClock.Now, count: 2);
        }

        // The first has the others' schedule now, whoever leads.
        Assert.Equal(0, (await NextBeginAsync(CommonClock.Now)).Slot % 2000);
        AssertPromises();
        Assert.All(machines, static machine => Assert.DoesNotContain("Z error ", machine.Files.Log, StringComparison.Ordinal));
    }
}
