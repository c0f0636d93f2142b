namespace Daemonize.Tool.Tests.Fleet;

/// <summary>Verbs on daemons of other machines, by a real ssh and sshd.</summary>
public sealed class FleetVerbTests : FleetTest
{
    [Fact]
    public async Task NameWithAMachineMeansADaemonThere()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas");
        var (there, here) = (await StartAsync(hosts, "atlas", "wait"), await StartAsync("wait"));
        var result = (await RunAsync("stop", hosts.SshOption, "atlas:testapp/wait")).Succeeds();
        Assert.Matches("^atlas:testapp: wait stopped [(]pid [0-9]+[)]\n$", result.Output);
        Assert.Equal((false, true), (there.IsRunning, here.IsRunning));
        (await RunAsync("start", hosts.SshOption, "atlas:testapp/wait")).Succeeds();
        Assert.True(there.IsRunning);
        Assert.Matches(
            "^atlas:testapp: wait stopped [^\n]*\natlas:testapp: wait started [^\n]*\n$",
            (await RunAsync("restart", hosts.SshOption, "--host=atlas", "wait")).Succeeds().Output);
        (await RunAsync("reload", hosts.SshOption, "--host=atlas", "testapp/wait")).Succeeds();
    }

    [Fact]
    public async Task ErrorNamesTheMachine()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas");
        await StartAsync(hosts, "atlas", "wait");
        (await RunAsync("stop", hosts.SshOption, "--host=atlas", "wait")).Succeeds();
        Assert.StartsWith(
            "atlas:testapp: ", (await RunAsync("reload", hosts.SshOption, "--host=atlas", "wait")).ExitsWith(7).Error,
            StringComparison.Ordinal);
        Assert.Equal(
            "daemonize: there is no daemon 'atlas:testapp/wiat'; did you mean 'atlas:testapp/wait'?\n",
            (await RunAsync("stop", hosts.SshOption, "atlas:testapp/wiat")).FailsInOneLine(Tool, 2).Error);
    }

    [Fact]
    public async Task NameThatTwoMachinesHaveIsRefused()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas", "boreas");
        var (one, other) = (await StartAsync(hosts, "atlas", "wait"), await StartAsync(hosts, "boreas", "wait"));
        Assert.Equal(
            "daemonize: 'wait' fits several daemons: atlas:testapp/wait, boreas:testapp/wait; name one of them\n",
            (await RunAsync("stop", hosts.SshOption, "--host=atlas,boreas", "wait")).FailsInOneLine(Tool, 2).Error);
        Assert.Equal(
            "daemonize: the pattern means 2 daemons (atlas:testapp/wait, boreas:testapp/wait); to stop them all, add --yes\n",
            (await RunAsync("stop", hosts.SshOption, "--host=atlas,boreas", "*/wait")).FailsInOneLine(Tool, 2).Error);
        Assert.Equal((true, true), (one.IsRunning, other.IsRunning));
        (await RunAsync("stop", hosts.SshOption, "--host=atlas,boreas", "*/wait", "--yes")).Succeeds();
        Assert.Equal((false, false), (one.IsRunning, other.IsRunning));
    }

    [Fact]
    public async Task InstanceIsNamedOnItsMachine()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas");
        await StartAsync(hosts, "atlas", "wait", "--instances=2");
        Assert.Matches(
            "^atlas:testapp: wait:2 stopped [^\n]*\n$",
            (await RunAsync("stop", hosts.SshOption, "atlas:testapp/wait:2")).Succeeds().Output);
        Assert.Equal(
            ["wait:1 running", "wait:2 stopped"],
            (await ListAsync(hosts, 0, "--host=atlas")).Select(static daemon => $"{Text(daemon, "name")} {Text(daemon, "state")}"));
    }

    /// <summary>It may have a daemon of that name too, and then the name would be refused.</summary>
    [Fact]
    public async Task SilentMachineHoldsUpOnlyWhatItMayHave()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas");
        var daemon = await StartAsync(hosts, "atlas", "wait");
        await hosts.AddRefusingAsync("boreas");
        var refused = (await RunAsync("stop", hosts.SshOption, "--host=atlas,boreas", "wait")).FailsInOneLine(Tool, 1);
        Assert.Matches(
            "^daemonize: boreas does not answer [(].*Connection refused[)], and 'wait' may be there too; " +
            "say which host is meant, such as 'atlas:wait'\n$", refused.Error);
        Assert.True(daemon.IsRunning);
        var stopped = (await RunAsync("stop", hosts.SshOption, "--host=atlas,boreas", "atlas:wait", "boreas:wait")).ExitsWith(1);
        Assert.Matches("^daemonize: boreas does not answer: .*Connection refused\n$", stopped.Error);
        Assert.StartsWith("atlas:testapp: wait stopped ", stopped.Output, StringComparison.Ordinal);
        Assert.False(daemon.IsRunning);
    }

    /// <summary>What a machine says about a verb is text, and a number of a process that ended.</summary>
    [Fact]
    public async Task OutcomeOfAMachineIsOnlyText()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox);
        await hosts.AddAsync(
            "atlas",
            ("hostile", """
                echo '{"daemonize":"1","protocol":1}'
                read request
                echo '{"id":1,"daemon":{"id":"1","name":"wait","program":"news","state":"running","command":["/bin/touch","/tmp/owned"]}}'
                echo '{"id":1,"done":true}'
                read request
                cat <<'END'
                {"id":9,"exitCode":0,"output":"of a request that nobody has sent"}
                {"id":2,"exitCode":4711,"output":"\u001b[2Jdone\r\n","error":"news: \u202Ebad"}
                END
                cat
                """));
        var result = (await RunAsync("stop", hosts.SshOption, "hostile:news/wait")).ExitsWith(255);
        Assert.Equal(("hostile:news: ?[2Jdone?\n", "hostile:news: ?bad\n"), (result.Output, result.Error));
    }

    [Fact]
    public async Task LostConnectionIsSaid()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox);
        await hosts.AddAsync(
            "atlas",
            ("dying", """
                echo '{"daemonize":"1","protocol":1}'
                read request
                echo '{"id":1,"daemon":{"id":"1","key":"k","name":"wait","program":"news","state":"running"}}'
                echo '{"id":1,"done":true}'
                read request
                """));
        var result = (await RunAsync("stop", hosts.SshOption, "dying:news/wait")).ExitsWith(1);
        Assert.Matches(
            "^daemonize: dying: cannot learn how 'stop' of news/wait ended: the connection has ended.*; see 'daemonize status'\n$",
            result.Error);
    }
}
