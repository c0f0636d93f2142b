namespace Daemonize.ClusterFault.Tests;

/// <summary>A machine whose link goes down in a tick.</summary>
public sealed class LinkFaultTests(PostgreSqlServer server) : FaultTest(server)
{
    [Fact]
    public async Task TickOfACutOffOwnerIsCancelledBeforeAnotherBegins()
    {
        await using var link = await NetworkLink.CreateAsync(Sandbox);
        await using var relay = new Relay(Server.Port, link.Address);
        var (first, second) = (CreateMachine(link, relay, "shared"), CreateMachine("shared"));
        await first.StartInTickAsync();
        await second.StartAsync("follower");
        await link.SetAsync("down");
        var next = await second.BeginsAsync(1);
        var last = first.Events[^1];
        Assert.Equal("heard", last.What);
        Assert.True(last.At < next.At, $"{last}, {next}");
        first.LetGo();
        await link.SetAsync("up");
        await first.LogsAsync("the store answers again");
        await first.StatusAsync("follows");
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    [Fact]
    public async Task CutOffOwnerThatDoesNotHearIsKilledBeforeAnotherBegins()
    {
        await using var link = await NetworkLink.CreateAsync(Sandbox);
        await using var relay = new Relay(Server.Port, link.Address);
        var (first, second) = (CreateMachine(link, relay, "deaf"), CreateMachine("deaf"));
        var held = await first.StartInTickAsync();
        await second.StartAsync("follower");
        using var owner = ProcessHandle.Open(first.Pid);
        await link.SetAsync("down");
        await second.BeginsAsync(2);
        Assert.True(owner.HasEnded);
        Assert.Equal(held, first.Events[^1]);
        Assert.Contains(
            $"lost its lease while a tick was running (token {held.Token}, slot ", first.Files.Log, StringComparison.Ordinal);
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    private Machine CreateMachine(NetworkLink link, Relay relay, string name)
    {
        var machine = CreateMachine(name, UrlAt(relay.Port, link.Address.ToString()));
        machine.Launcher = link.Command;
        return machine;
    }
}
