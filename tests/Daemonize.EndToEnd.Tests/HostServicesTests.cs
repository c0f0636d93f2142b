namespace Daemonize.EndToEnd.Tests;

/// <summary>Services as parameters of a daemon method.</summary>
[Trait("Issue", "6")]
public sealed class HostServicesTests : EndToEndTest
{
    /// <summary>All ticks share one singleton, each has its own scope, and everything is disposed of at the end.</summary>
    [Fact]
    public async Task TicksTakeServices()
    {
        (await Sandbox.RunAsync(App.Host, "start", "count", "--by", "2")).Succeeds();
        var daemon = Sandbox.Daemon("count");
        await Wait.ForFileAsync(daemon.LogFile, static log => log.Contains("tick 3 ", StringComparison.Ordinal));
        (await Sandbox.RunAsync(App.Host, "stop", "count")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
        var lines =
            daemon.Log.Split('\n').Where(static line => line.Contains("HostApp.", StringComparison.Ordinal))
                .Select(static line => line[25..]).Take(4);
        Assert.Equal(
            [
                "info  HostApp.Total: tick 1 total 2 scope 1 True",
                "info  HostApp.Scoped: scope disposed after 1",
                "info  HostApp.Total: tick 2 total 4 scope 1 True",
                "info  HostApp.Scoped: scope disposed after 1",
            ],
            lines);
        Assert.Matches("\ntotal [0-9]*[02468] disposed\n", daemon.Log);
        Assert.EndsWith(" stopped\n", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnceTakesServicesToo()
    {
        var once = (await Sandbox.RunAsync(App.Host, "once", "count")).ExitsWith(0);
        Assert.Contains("HostApp.Total: tick 1 total 1 scope 1 True\n", once.Error, StringComparison.Ordinal);
        Assert.Contains("total 1 disposed\n", once.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServicesThatCannotBeConfiguredFailTheStart()
    {
        Sandbox.Environment["HOSTAPP_BREAK"] = "there is no connection string";
        var start = (await Sandbox.RunAsync(App.Host, "start", "count")).ExitsWith(1);
        Assert.Contains("the start of the services failed: there is no connection string", start.Error, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("count"));
    }
}
