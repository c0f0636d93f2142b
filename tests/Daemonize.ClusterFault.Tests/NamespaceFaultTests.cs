namespace Daemonize.ClusterFault.Tests;

/// <summary>What containers do to their processes.</summary>
public sealed class NamespaceFaultTests(PostgreSqlServer server) : FaultTest(server)
{
    [Fact]
    public async Task FrozenOwnerIsKilledBeforeAnotherBegins()
    {
        using var freezer = Freezer.Create();
        var (first, second) = (CreateMachine("deaf"), CreateMachine("deaf"));
        var held = await first.StartInTickAsync();
        await second.StartAsync("follower");
        using var owner = ProcessHandle.Open(first.Pid);
        await freezer.FreezeAsync(owner.Pid);
        await owner.WaitForEndAsync();
        await second.BeginsAsync(2);
        Assert.Equal(held, first.Events[^1]);
        AssertPromises();
        await AssertNoneIsLostAsync();
    }
}
