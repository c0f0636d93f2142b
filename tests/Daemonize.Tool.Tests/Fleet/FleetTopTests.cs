using System.Text.RegularExpressions;

namespace Daemonize.Tool.Tests.Fleet;

/// <summary>The live screen with other machines, in a real terminal and by a real ssh and sshd.</summary>
public sealed class FleetTopTests : FleetTest
{
    [Fact]
    public async Task MachineThatAnswersIsShownAtOnce()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas");
        await StartAsync(hosts, "atlas", "silent");
        await hosts.AddHangingAsync("hanging");
        await hosts.AddRefusingAsync("refusing");
        await using var screen = await BeginAsync(hosts, "--host=hanging,refusing,atlas", "--timeout=50s");
        var first = await screen.WaitForAsync(static text => IsShown(text, "atlas:testapp +silent +running +0 "), "the daemon");
        Assert.Matches("hanging: +unknown +no answer yet", first);
        await screen.WaitForAsync(static text => IsShown(text, "refusing: +unknown +ssh: connect .* Connection refused"), "the reason");
        await screen.WaitForAsync("3 hosts");
        await screen.WaitForAsync("1 daemon: 1 running  2 hosts silent");
        await screen.PressAsync("q");
        await screen.WaitForAsync("top has ended 0");
    }

    [Fact]
    public async Task KeysActOnTheDaemonOfItsMachine()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas", "boreas");
        var (there, other) = (await StartAsync(hosts, "atlas", "silent"), await StartAsync(hosts, "boreas", "silent"));
        await using var screen = await BeginAsync(hosts, "--host=atlas,boreas", "atlas:*");
        await screen.WaitForAsync(
            static text => IsShown(text, "atlas:testapp +silent +running +0 ") && !IsShown(text, "hosts? silent"), "the daemon");
        await screen.PressAsync("t");
        await screen.WaitForAsync("atlas: silent (pid ");
        await screen.WaitForAsync(static text => IsShown(text, "atlas:testapp +silent +running +1 "), "one tick");
        await screen.PressAsync("Enter");
        await screen.WaitForAsync($"pid file    {there.PidFile}");
        await screen.WaitForAsync("silent: started (pid ");
        await screen.WaitForAsync("tick 1 ");
        await screen.PressAsync("s");
        await screen.WaitForAsync("stop atlas:testapp/silent?");
        await screen.PressAsync("y");
        await screen.WaitForAsync("atlas: silent stopped (pid ");
        Assert.Equal((false, true), (there.IsRunning, other.IsRunning));
        await screen.PressAsync("Escape");
        await screen.WaitForAsync("1 daemon: 1 stopped");
    }

    /// <summary>Its daemons are not shown as they were, and it is asked again.</summary>
    [Fact]
    public async Task MachineThatIsLostIsSaidSoAndFoundAgain()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas", "boreas");
        await StartAsync(hosts, "atlas", "wait");
        await StartAsync(hosts, "boreas", "wait");
        await using var screen = await BeginAsync(hosts, "--host=atlas,boreas");
        await screen.WaitForAsync("2 daemons: 2 running");
        await hosts.Find("boreas").RestartAsync();
        var lost = await screen.WaitForAsync(static text => IsShown(text, "boreas: +unknown "), "that boreas does not answer");
        Assert.DoesNotContain("boreas:testapp", lost, StringComparison.Ordinal);
        Assert.Matches("atlas:testapp +wait +running ", lost);
        await screen.PressAsync("s");
        await screen.WaitForAsync(static text => IsShown(text, "boreas does not answer|stop atlas:testapp/wait"), "what the key meant");
        await screen.PressAsync("Escape");
        await StartAsync(hosts, "boreas", "wait");
        await screen.WaitForAsync("2 daemons: 2 running");
    }

    /// <summary>Names, reports and reasons change nothing but their cells, and only those of their machine.</summary>
    [Fact]
    public async Task TextOfAMachineStaysInItsCells()
    {
        const string hostile = """
            "id":"1","name":"a\u001b[2J\u001b[Hb\nc","program":"\u202E\u009b31m","state":"running","ticks":1
            """;
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "boreas");
        await StartAsync(hosts, "boreas", "wait");
        await hosts.AddAsync(
            "atlas",
            ("hostile", $$$"""
                echo '{"daemonize":"1","protocol":1}'
                read request
                cat <<'END'
                {"id":1,"daemon":{{{{hostile}}},"recent":[[1,9,999,-1,9000000000000000000,-5,1,1,77,1]]}}
                {"id":1,"daemon":{{{{hostile}}}},"whole":true}
                {"id":1,"gone":"\u001b[2J"}
                {"id":1,"at":"2026-11-30T14:26:50Z"}
                END
                cat
                """),
            ("noisy", "printf '\\033[2J\\033[Hown\\007ed\\n' >&2; exit 1"),
            ("flood", """
                echo '{"daemonize":"1","protocol":1}'
                read request
                exec yes '{"id":1,"gone":"x"}'
                """));
        await using var screen = await BeginAsync(hosts, "--host=hostile,noisy,flood,boreas");
        await screen.WaitForAsync(static text => IsShown(text, "noisy: +unknown +[?]\\[2J[?]\\[Hown[?]ed"), "the message");
        await screen.WaitForAsync(static text => IsShown(text, "flood: +unknown +it sends daemons without an end"), "the flood");
        await screen.WaitForAsync(static text => IsShown(text, "hostile:[?]{2}31m +a[?]\\[2J[?]\\[Hb[?]c +running +1 "), "the daemon");
        await screen.WaitForAsync(static text => IsShown(text, "boreas:testapp +wait +running"), "the other machine");
    }

    /// <summary>Its end ends the processes of ssh, also of those that wait for a machine.</summary>
    [Fact]
    public async Task NoProcessIsLeft()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas");
        await StartAsync(hosts, "atlas", "wait");
        await hosts.AddHangingAsync("hanging");
        await using var screen = await BeginAsync(hosts, "--host=hanging,atlas", "--timeout=50s");
        await screen.WaitForAsync("1 daemon: 1 running");
        Assert.Equal(2, SshCount());
        await screen.PressAsync("q");
        await screen.WaitForAsync("top has ended 0");
        Assert.Equal(0, SshCount());
    }

    private int SshCount() =>
        Sandbox.Processes.Count(static process => process.CommandLine.Contains("BatchMode=yes"));

    private static bool IsShown(string text, string line) => Regex.IsMatch(text, line);

    private Task<TmuxSession> BeginAsync(FleetHosts hosts, params string[] args)
    {
        Sandbox.Environment["LC_ALL"] = "C.UTF-8";
        var words = string.Join(' ', args.Select(static word => $"'{word}'"));
        var ssh = hosts.SshOption.Replace("'", "\"", StringComparison.Ordinal);
        return TmuxSession.BeginAsync(Sandbox, (150, 40), $"'{Tool.File}' top '{ssh}' {words}; echo top has ended $?; exec cat");
    }
}
