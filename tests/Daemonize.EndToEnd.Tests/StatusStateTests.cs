using System.Text.Json;

namespace Daemonize.EndToEnd.Tests;

/// <summary>The states that <c>status</c> finds out without the daemon's help, and the exit reason that the daemon has left.</summary>
public sealed class StatusStateTests : EndToEndTest
{
    private const int SigUsr2 = 12;
    private const int SigCont = 18;
    private const int SigStop = 19;

    private DaemonFiles Daemon => Sandbox.Daemon("walk");

    [Fact]
    public async Task SuspendedDaemonIsSuspended()
    {
        await Sandbox.StartAsync(App.Test, "walk");
        using var process = ProcessHandle.Open(Daemon.Pid);
        process.Signal(SigStop);
        await WaitForStateAsync("suspended", 4);
        process.Signal(SigCont);
        await WaitForStateAsync("running", 0);
    }

    /// <summary>A suspended daemon receives the stop all the same.</summary>
    [Fact]
    public async Task SuspendedDaemonIsStopped()
    {
        await Sandbox.StartAsync(App.Test, "walk");
        using var process = ProcessHandle.Open(Daemon.Pid);
        process.Signal(SigStop);
        (await Sandbox.RunAsync(App.Test, "stop", "walk")).Succeeds();
        await AssertExitAsync("stopped", 3, 0, "stopped by SIGTERM");
    }

    [Fact]
    public async Task DaemonWhoseTickDoesNotEndInTimeIsHungUntilItDoes()
    {
        await Sandbox.StartAsync(App.Test, "walk");
        await File.WriteAllTextAsync(PathOf("hang"), "", TestContext.Current.CancellationToken);
        await WaitForStateAsync("hung", 4);
        File.Delete(PathOf("hang"));
        await WaitForStateAsync("running", 0);
    }

    [Fact]
    public async Task StopTellsHowItEnded()
    {
        await Sandbox.StartAsync(App.Test, "walk");
        (await Sandbox.RunAsync(App.Test, "stop", "walk")).Succeeds();
        await AssertExitAsync("stopped", 3, 0, "stopped by SIGTERM");
        Assert.Matches(
            "^walk  stopped  stopped by SIGTERM \\(exit code 0\\) [0-9]+s ago\n$",
            (await Sandbox.RunAsync(App.Test, "status", "walk")).Output);
    }

    [Fact]
    public async Task CrashTellsItsException()
    {
        await Sandbox.StartAsync(App.Test, "walk");
        using var process = ProcessHandle.Open(Daemon.Pid);
        process.Signal(SigUsr2);
        await process.WaitForEndAsync();
        await WaitForStateAsync("stopped", 3);
        await AssertExitAsync("stopped", 3, null, "crashed by an unhandled exception: a thread went wrong");
    }

    [Fact]
    public async Task KilledDaemonEndedWithoutAWord()
    {
        await Sandbox.StartAsync(App.Test, "walk");
        await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 0);
        await Daemon.KillAsync();
        await AssertExitAsync("dead", 1, null, "ended without a word: by SIGKILL, or by a crash of the runtime");
    }

    [Fact]
    public async Task DaemonThatStopKilledSaysWho()
    {
        await Sandbox.StartAsync(App.Test, "walk");
        await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 0);
        (await Sandbox.RunAsync(App.Test, "stop", "walk", "--kill")).Succeeds();
        await AssertExitAsync("stopped", 3, null, "killed by stop --kill");
    }

    /// <summary>The exit code of a method, MaxFailures, MaxRuns, Environment.Exit: each is reported by its cause.</summary>
    [Theory]
    [InlineData("thrice", 0, "all its ticks are done")]
    [InlineData("hopeless", 1, "3 failures in a row (MaxFailures): it returned 7")]
    public async Task EndByItselfIsTold(string name, int exitCode, string reason)
    {
        (await Sandbox.RunAsync(App.Test, "start", name)).Succeeds();
        await Wait.UntilAsync(() => !Sandbox.Daemon(name).IsLocked, $"{name} has ended");
        await AssertExitAsync("stopped", 3, exitCode, reason, name);
    }

    [Fact]
    public async Task LastErrorIsToldUntilATickGoesWell()
    {
        await Sandbox.StartAsync(App.Test, "walk");
        await File.WriteAllTextAsync(PathOf("fail"), "", TestContext.Current.CancellationToken);
        await Wait.ForFileAsync(Daemon.StatusFile, static text => text.Contains("found no route to the host", StringComparison.Ordinal));
        Assert.Matches(
            "  failed [0-9]+s ago: tick [0-9]+ found no route to the host\n$",
            (await Sandbox.RunAsync(App.Test, "status", "walk")).Succeeds().Output);
        File.Delete(PathOf("fail"));
        await Wait.ForPulseAsync(Daemon, static pulse => pulse.HasSucceeded);
        Assert.DoesNotContain("ago: ", (await Sandbox.RunAsync(App.Test, "status", "walk")).Succeeds().Output, StringComparison.Ordinal);
    }

    /// <summary>The JSON output has everything except the values of options that came from the environment.</summary>
    [Fact]
    public async Task JsonTellsAll()
    {
        Sandbox.Environment["DAEMONIZE_TESTAPP_TICK_TIMEOUT"] = "250ms";
        (await Sandbox.RunAsync(App.Test, "start", "walk", "--interval", "50ms")).Succeeds();
        await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 0);
        var status = await ReadAsync("walk", 0);
        Assert.Equal("testapp", status.GetProperty("program").GetString());
        Assert.Equal((await Sandbox.RunAsync(App.Test, "--version")).Output.Trim(), status.GetProperty("version").GetString());
        Assert.Equal(Daemon.Pid, status.GetProperty("pid").GetInt32());
        Assert.Equal(["--interval=50ms"], status.GetProperty("options").EnumerateArray().Select(static option => option.GetString()));
        Assert.True(status.GetProperty("ticks").GetInt64() > 0);
        Assert.True(status.GetProperty("lastTick").GetProperty("succeeded").GetBoolean());
        Assert.InRange(DateTimeOffset.UtcNow - status.GetProperty("startedAt").GetDateTimeOffset(), TimeSpan.FromSeconds(-1), Wait.Limit);

        // The kernel's number, in pages, changes between two reads.
        var resident =
            long.Parse(
                (await File.ReadAllTextAsync($"/proc/{Daemon.Pid}/statm", TestContext.Current.CancellationToken)).Split(' ')[1], null)
                    * Environment.SystemPageSize;
        Assert.InRange(status.GetProperty("memory").GetInt64(), resident / 2, resident * 2);
        Assert.True(status.GetProperty("cpuSeconds").GetDouble() > 0);
    }

    /// <summary>The numbers of ticks are in the pulse: only without a history does a busy daemon replace its status file.</summary>
    [Theory]
    [InlineData("silent", true, 0, 0)]
    [InlineData("pausable", true, 0, 0)]
    [InlineData("silent", false, 0, 0)]
    [InlineData("pausable", false, 3, 6)]
    public async Task StatusFileIsWrittenOnlyWhenItsTextChanges(string name, bool hasHistory, int least, int most)
    {
        (await Sandbox.RunAsync(App.Test, ["start", name, .. hasHistory ? Array.Empty<string>() : ["--no-history"]])).Succeeds();
        var daemon = Sandbox.Daemon(name);
        if (hasHistory)
        {
            await Wait.ForPulseAsync(daemon, pulse => name == "silent" || pulse.LastTick > 0);
            await Wait.ForFileAsync(daemon.StatusFile, static text => text.Contains("\"history\":true", StringComparison.Ordinal));
        }
        else
        {
            await Wait.ForFileAsync(
                daemon.StatusFile, text => text.Contains(name == "silent" ? "\"ticks\":0" : "\"lastTick\"", StringComparison.Ordinal));
        }

        var trace = await Sandbox.ExecuteAsync(
            "/usr/bin/timeout", "--preserve-status", "-s", "INT", "5", Tools.Strace, "-f", "-qq", "-e", "trace=rename", "-p",
            $"{daemon.Pid}");
        Assert.InRange(trace.Error.Split('\n').Count(line => line.Contains(".status\")", StringComparison.Ordinal)), least, most);
    }

    private async Task WaitForStateAsync(string state, int exitCode) => (await Wait.ForAnswerAsync(
        () => Sandbox.RunAsync(App.Test, "status", "walk"),
        status => status.Output.StartsWith($"walk  {state} ", StringComparison.Ordinal),
        $"it is {state}")).ExitsWith(exitCode);

    private async Task AssertExitAsync(string state, int statusCode, int? exitCode, string reason, string name = "walk")
    {
        var status = await ReadAsync(name, statusCode);
        Assert.Equal(state, status.GetProperty("state").GetString());
        var exit = status.GetProperty("lastExit");
        Assert.Equal(
            (reason, exitCode),
            (exit.GetProperty("reason").GetString(), exit.TryGetProperty("exitCode", out var code) ? code.GetInt32() : null));
    }

    private async Task<JsonElement> ReadAsync(string name, int exitCode)
    {
        var result = (await Sandbox.RunAsync(App.Test, "status", name, "--format", "json")).ExitsWith(exitCode);
        return Assert.Single(JsonDocument.Parse(result.Output).RootElement.EnumerateArray().ToArray());
    }

    private string PathOf(string file) => Path.Combine(Sandbox.OutputDirectory, file);
}
