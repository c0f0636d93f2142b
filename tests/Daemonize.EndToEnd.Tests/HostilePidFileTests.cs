namespace Daemonize.EndToEnd.Tests;

/// <summary>A pid file with false content is reported and never acted on: only the lock shows which process runs.</summary>
public sealed class HostilePidFileTests : EndToEndTest
{
    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("0", "0")]
    [InlineData("0\n", "0")]
    [InlineData("-1\n", "-1")]
    [InlineData("4294967297\n", "4294967297")]
    [InlineData("99999999999\n", "99999999999")]
    [InlineData("12 34\n", "12 34")]
    [InlineData("+2\n", "+2")]
    [InlineData("0x1f\n", "0x1f")]
    [InlineData("\0\u001b[31m\n", "??[31m")]
    [Trait("Checklist", "31")]
    public Task NoNumberOfAProcessHarmsNobody(string content, string shown) => HarmsNobodyAsync(content, NoPid(shown));

    [Fact]
    [Trait("Checklist", "31")]
    public Task AMillionDigitsHarmNobody() =>
        HarmsNobodyAsync(new string('1', 1024 * 1024), NoPid(new string('1', 20) + "…"));

    [Fact]
    [Trait("Checklist", "31")]
    public Task EmptyFileHarmsNobody() => HarmsNobodyAsync("", "is empty");

    [Theory]
    [InlineData("1\n")]
    [InlineData("2\n")]
    [Trait("Checklist", "31")]
    [Trait("Checklist", "32")]
    public Task FirstProcessesAreNotHarmed(string content) => HarmsNobodyAsync(content, $"names process {content.TrimEnd()}");

    [Fact]
    [Trait("Checklist", "31")]
    public async Task OwnProcessIdHarmsNobody()
    {
        var daemon = Sandbox.Daemon("wait");
        var (stop, calls) = await Strace.RunAsync(
            Sandbox, Strace.Signals, "/bin/sh", "-c", "echo $$ >\"$1\"; exec \"$0\" stop wait", App.Test.File, daemon.PidFile);
        Assert.Matches($"^wait is not running; {daemon.PidFile} names process [0-9]+; removed\n$", stop.Succeeds().Output);
        Assert.Empty(calls);
    }

    [Fact]
    [Trait("Checklist", "32")]
    public async Task ProcessIdOfAnotherProcessHarmsNobody()
    {
        var innocent = await Sandbox.BeginInnocentAsync();
        var daemon = Sandbox.Daemon("wait");
        File.WriteAllText(daemon.PidFile, $"{innocent.Pid}\n");

        var (status, seen) = await Strace.RunAsync(Sandbox, Strace.Signals, App.Test.File, "status", "wait");
        Assert.Equal($"wait  dead  its pid file {daemon.PidFile} names process {innocent.Pid}\n", status.ExitsWith(1).Output);
        var (stop, sent) = await Strace.RunAsync(Sandbox, Strace.Signals, App.Test.File, "stop", "wait");
        Assert.Equal($"wait is not running; {daemon.PidFile} names process {innocent.Pid}; removed\n", stop.Succeeds().Output);

        Assert.Empty(seen);
        Assert.Empty(sent);
        Assert.False(innocent.HasEnded);
        await innocent.EndAsync();
    }

    [Fact]
    [Trait("Checklist", "32")]
    public async Task ProcessIdOfAnotherProcessBesideARunningDaemonHarmsOnlyTheDaemon()
    {
        var innocent = await Sandbox.BeginInnocentAsync();
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var pid = daemon.Process.Pid;
        File.WriteAllText(daemon.PidFile, $"{innocent.Pid}\n");

        var status = (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds();
        Assert.Contains($"wait  running  pid {pid}  ", status.Output, StringComparison.Ordinal);
        Assert.Contains($"its pid file {daemon.PidFile} names process {innocent.Pid}", status.Output, StringComparison.Ordinal);
        Assert.Equal($"wait stopped (pid {pid})\n", (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds().Output);

        Assert.False(innocent.HasEnded);
        await innocent.EndAsync();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Fact]
    [Trait("Checklist", "26")]
    [Trait("Checklist", "31")]
    public async Task SymbolicLinkIsToldAndLeftAlone()
    {
        var daemon = Sandbox.Daemon("wait");
        var target = Path.Combine(Sandbox.Root, "target");
        File.WriteAllText(target, "precious");
        File.CreateSymbolicLink(daemon.PidFile, target);

        var status = await Sandbox.RunAsync(App.Test, "status", "wait");
        Assert.Equal($"wait  dead  its pid file {daemon.PidFile} is a symbolic link\n", status.ExitsWith(1).Output);
        var stop = (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.Equal($"wait is not running; {daemon.PidFile} is a symbolic link; left as it is\n", stop.Output);
        Assert.Equal((target, "precious"), (new FileInfo(daemon.PidFile).LinkTarget, File.ReadAllText(target)));
    }

    private static string NoPid(string shown) => $"holds \"{shown}\", which is not a daemon's process id";

    /// <summary>Runs in its own pid namespace, where the numbers that mean whole groups can reach only this test.</summary>
    private async Task HarmsNobodyAsync(string content, string description)
    {
        Tools.RequireRoot();
        var daemon = Sandbox.Daemon("wait");
        File.WriteAllText(daemon.PidFile, content);

        // The first process is unshare's child; the second is unrelated and must be alive at the end.
        const string script = "sleep 1000 & \"$0\" status wait; echo $?; \"$0\" stop wait; echo $?; kill -0 $! && echo alive; kill $!";
        var (result, calls) = await Strace.RunAsync(
            Sandbox, Strace.Signals, Tools.Unshare, "-pf", "--mount-proc", "--kill-child", "/bin/sh", "-c", script, App.Test.File);

        Assert.Equal(
            $"wait  dead  its pid file {daemon.PidFile} {description}\n1\nwait is not running; {daemon.PidFile} {description}; " +
            "removed\n0\nalive\n",
            result.Succeeds().Output);

        // The shell's own two calls.
        Assert.Equal(
            ["kill(2, 0)", "kill(2, SIGTERM)"], calls.Select(call => call[..call.IndexOf(" =", StringComparison.Ordinal)].TrimEnd()));
    }
}
