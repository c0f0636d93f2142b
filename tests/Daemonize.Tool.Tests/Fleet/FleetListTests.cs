namespace Daemonize.Tool.Tests.Fleet;

/// <summary>The lists of other machines, by a real ssh and sshd.</summary>
public sealed class FleetListTests : FleetTest
{
    [Fact]
    public async Task DaemonsAreListedInTheOrderOfTheMachines()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas", "boreas");
        await StartAsync(hosts, "atlas", "wait");
        await StartAsync(hosts, "boreas", "silent");
        await StartAsync(hosts, "boreas", "wait");
        var list = await ListAsync(hosts, 0, "--host=boreas,atlas");
        Assert.Equal(
            ["boreas silent running", "boreas wait running", "atlas wait running"],
            list.Select(static daemon => $"{Text(daemon, "host")} {Text(daemon, "name")} {Text(daemon, "state")}"));
        Assert.Matches(
            "^boreas:testapp  silent  running  pid .*\nboreas:testapp  wait    running  pid .*\natlas:testapp   wait    running  pid .*\n$",
            (await RunAsync("list", hosts.SshOption, "--host", "boreas", "--host", "atlas")).Succeeds().Output);
        Assert.Matches(
            "^atlas:testapp  wait  running  [^\n]*\n$",
            (await RunAsync("list", hosts.SshOption, "--host=boreas,atlas", "atlas:*")).Succeeds().Output);
    }

    [Fact]
    public async Task NameWithAMachineNeedsNoOption()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas");
        var (there, here) = (await StartAsync(hosts, "atlas", "wait"), await StartAsync("wait"));
        await CardsAsync("wait");
        Assert.Matches(
            "^testapp        wait  running  [^\n]*\natlas:testapp  wait  running  [^\n]*\n$",
            (await RunAsync("list", hosts.SshOption, here.PidFile, "atlas:testapp/wait")).Succeeds().Output);
        (await RunAsync("status", hosts.SshOption, "atlas:testapp/wait")).ExitsWith(0);
        (await hosts.RunAsync("atlas", TestApp.File, "stop", "wait")).Succeeds();
        (await RunAsync("status", hosts.SshOption, "atlas:testapp/wait")).ExitsWith(3);
        Assert.False(there.IsRunning);
    }

    /// <summary>Each is a line that says why, and the others are listed.</summary>
    [Fact]
    public async Task MachineThatDoesNotAnswerIsALine()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas");
        await StartAsync(hosts, "atlas", "wait");
        await hosts.AddRefusingAsync("refusing");
        await hosts.AddHangingAsync("hanging");
        await hosts.AddAsync(
            "boreas",
            ("without", "exec nowhere/daemonize api --stdio"),
            ("old", "echo \"daemonize: there is no command 'api'\" >&2; exit 2"),
            ("newer", "echo '{\"daemonize\":\"9.9.9\",\"protocol\":2,\"host\":\"x\"}'; cat"),
            ("talking", "echo 'Welcome to \u001b[31mthe machine'; cat"),
            ("endless", "exec yes | tr -d '\\n'"),
            ("silent", "exec cat >/dev/null"),
            ("dying", "kill -9 $$"));
        var result = (await RunAsync(
            "list", hosts.SshOption, "--timeout=10s",
            "--host=refusing,hanging,without,old,newer,talking,endless,silent,dying,atlas")).ExitsWith(1);
        var lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(10, lines.Length);
        Assert.All(lines[..9], static line => Assert.Contains(":  ", line, StringComparison.Ordinal));
        string[] reasons =
        [
            "refusing: +unknown +does not answer: ssh: connect to host .* port 22: Connection refused",
            "hanging: +unknown +does not answer: (no answer within 10s|ssh: connect to host .* port 22: Connection timed out)",
            "without: +unknown +does not answer: .*nowhere/daemonize: not found",
            "old: +unknown +does not answer: daemonize: there is no command 'api'",
            "newer: +unknown +does not answer: its daemonize 9.9.9 speaks protocol 2, this one 1; install the same version",
            "talking: +unknown +does not answer: it sends something else than 'daemonize api' does: 'Welcome to [?]\\[31mthe machine'",
            "endless: +unknown +does not answer: it sends a line of more than 262144 bytes",
            "silent: +unknown +does not answer: no answer within 10s",
            "dying: +unknown +does not answer: (Killed|the connection has ended.*)",
        ];
        for (var i = 0; i < reasons.Length; i++)
        {
            Assert.Matches($"^{reasons[i]}$", lines[i]);
        }

        Assert.Matches("^atlas:testapp +wait +running ", lines[^1]);
        var list = await ListAsync(hosts, 1, "--timeout=10s", "--host=refusing,atlas");
        Assert.Matches("^ssh: connect to host .*: Connection refused$", Text(list[0], "error"));
        Assert.Equal(("refusing", "atlas"), (Text(list[0], "host"), Text(list[1], "host")));
    }

    /// <summary>A fleet with many machines that are gone is listed as fast as one with one.</summary>
    [Fact]
    public async Task MachinesAreAskedAtTheSameTime()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox);
        var silent = Enumerable.Range(1, 8).Select(static number => ($"silent{number}", "exec cat >/dev/null")).ToArray();
        await hosts.AddAsync("atlas", silent);
        var names = string.Join(',', silent.Select(static host => host.Item1));
        var result = (await RunAsync("list", hosts.SshOption, "--timeout=3s", $"--host={names},atlas")).ExitsWith(1);
        Assert.Equal(8, result.Output.Split('\n').Count(static line => line.Contains("no answer within 3s", StringComparison.Ordinal)));
        Assert.True(result.Duration < TimeSpan.FromSeconds(18), $"{result.Duration}: they were asked one after the other");
    }

    /// <summary>A machine can say anything about its daemons: it changes no other line, and nothing of the terminal.</summary>
    [Fact]
    public async Task TextOfAMachineIsOnlyText()
    {
        const string row = """
            {"id":1,"daemon":{"id":"1","key":"k","name":"wa\u001b[2Jit\nroot:  x  running","program":"\u202Enews\u009b1m","state":"running",
            "pid":1,"memory":-5,"ticks":3,"report":"\u0007\u001b]0;owned\u0007","options":["\r\n"],"nextAt":"9999-12-31T23:59:59Z",
            "lastTick":{"number":1,"startedAt":"0001-01-01T00:00:00Z","took":"9999999.00:00:00","succeeded":true},
            "lastError":{"message":"\u2028","at":"9999-12-31T23:59:59Z"},"startedAt":"0001-01-01T00:00:00Z"}}
            """;
        await using var hosts = await FleetHosts.BeginAsync(Sandbox);
        await hosts.AddAsync(
            "atlas",
            ("hostile", $$"""
                echo '{"daemonize":"1","protocol":1}'
                read request
                cat <<'END'
                {{row.ReplaceLineEndings("")}}
                {"id":1,"done":true}
                END
                cat
                """));
        var output = (await RunAsync("list", hosts.SshOption, "--host=hostile")).Succeeds().Output;
        Assert.Single(output.TrimEnd('\n').Split('\n'));
        Assert.DoesNotMatch("[\\p{Cc}\\p{Cf}]", output.TrimEnd('\n'));
        Assert.StartsWith("hostile:?news?1m  wa?[2Jit?root:  x  running  running  pid 1  ", output, StringComparison.Ordinal);
    }

    /// <summary>A name is a word of a command line of ssh, where one that begins with a dash would be an option.</summary>
    [Theory]
    [InlineData("-oProxyCommand=touch%20owned")]
    [InlineData("-F")]
    [InlineData("a b")]
    [InlineData("a;b")]
    [InlineData("a\nb")]
    [InlineData("")]
    public async Task NameOfAMachineIsAName(string name) => Assert.Equal(
        $"daemonize: '{name.Replace('\n', '?')}' is not the name of a host\n",
        (await RunAsync("list", $"--host={name}")).FailsInOneLine(Tool, 2).Error);

    [Theory]
    [InlineData("cannot run nowhere-ssh: there is none in PATH; is it installed?", 1, "--ssh=nowhere-ssh")]
    [InlineData("--ssh takes a command such as 'ssh -p 2222'", 2, "--ssh= ")]
    [InlineData("--timeout takes a duration such as 10s, not 'soon'", 2, "--timeout=soon")]
    [InlineData("--timeout takes a duration such as 10s, not '0s'", 2, "--timeout=0s")]
    [InlineData("--watch shows this machine; for others, use 'daemonize top --host'", 2, "--watch")]
    public async Task MistakeIsOneLine(string message, int exitCode, string option) => Assert.Equal(
        $"daemonize: {message}\n", (await RunAsync("list", "--host=atlas", option)).FailsInOneLine(Tool, exitCode).Error);

    /// <summary>The user's own options come first, and the first of two counts.</summary>
    [Fact]
    public async Task SshIsThatOfTheVariable()
    {
        var script = Path.Combine(Sandbox.Root, "my ssh");
        await File.WriteAllTextAsync(script, "#!/bin/sh\necho \"$*\" >&2\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Sandbox.Environment["DAEMONIZE_SSH"] = $"'{script}' -p 2222";
        using var list = System.Text.Json.JsonDocument.Parse(
            (await RunAsync("list", "--host=deploy@atlas", "--timeout=1500ms", "--format=json")).ExitsWith(1).Output);
        Assert.Equal(
            "-p 2222 -T -o BatchMode=yes -o ServerAliveInterval=5 -o ServerAliveCountMax=2 -o ClearAllForwardings=yes " +
            "-o ConnectTimeout=2 deploy@atlas daemonize api --stdio",
            Text(Assert.Single(list.RootElement.EnumerateArray()), "error"));
    }
}
