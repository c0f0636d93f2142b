using System.Text.Json;

namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// <c>list</c> shows the daemons of this user, whichever program they belong to. Other tests may run daemons at the same time.
/// </summary>
public sealed class ListTests : EndToEndTest
{
    [Fact]
    public async Task DaemonsOfAllProgramsAreListed()
    {
        (await Sandbox.RunAsync(App.Test, "start", "wait", "tick")).Succeeds();
        await Sandbox.StartAsync(App.OwnMain, "patient");
        await Wait.ForPulseAsync(Sandbox.Daemon("tick"), static pulse => pulse.LastTick > 0);
        await Wait.ForFileAsync(Sandbox.Daemon("wait").StatusFile, static text => text.EndsWith('}'));
        await Wait.ForFileAsync(Sandbox.Daemon("patient").StatusFile, static text => text.EndsWith('}'));
        var list = await ListAsync(App.News);
        Assert.Equal(
            [("ownmainapp", "patient", "running"), ("testapp", "tick", "running"), ("testapp", "wait", "running")],
            list.Select(
                static daemon =>
                    (daemon.GetProperty("program").GetString(), daemon.GetProperty("name").GetString(),
                        daemon.GetProperty("state").GetString())));

        await Sandbox.Daemon("tick").KillAsync();
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.Equal(["patient"], (await ListAsync(App.Test)).Select(static daemon => daemon.GetProperty("name").GetString()));
    }

    /// <summary>The text output starts with the program, followed by the columns of <c>status</c>.</summary>
    [Fact]
    public async Task TableBeginsWithTheProgram()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        await Wait.ForFileAsync(daemon.StatusFile, static text => text.EndsWith('}'));
        var line =
            Assert.Single(
                (await Sandbox.RunAsync(App.News, "list")).Succeeds().Output.Split('\n'),
                line => line.Contains($"pid {daemon.Pid} ", StringComparison.Ordinal));
        Assert.Matches("^testapp +wait +running +pid [0-9]+ +up [0-9]+s ", line);
    }

    /// <summary>Its log and its other files are not: each would cost five system calls, for each daemon of the machine.</summary>
    [Fact]
    public async Task OnlyTheLockOfADaemonIsOpened()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var (list, calls) = await Strace.RunAsync(Sandbox, "openat", App.Test.File, "list");
        Assert.Contains($"pid {daemon.Pid} ", list.Succeeds().Output, StringComparison.Ordinal);
        var opened = calls.Where(call => call.Contains($"\"/proc/{daemon.Pid}/fd/", StringComparison.Ordinal)).ToList();
        Assert.Matches("/fd/[0-9]+\"", Assert.Single(opened));
        Assert.DoesNotContain(calls, call => call.Contains($"\"/proc/{daemon.Pid}/cmdline\"", StringComparison.Ordinal));
    }

    /// <summary>A child has no lock, and a process that has a file of that name open is not a daemon.</summary>
    [Fact]
    public async Task WhatIsNoDaemonIsNotListed()
    {
        var daemon = Sandbox.Daemon("wait");
        await Sandbox.StartAsync(App.Test, "wait");
        await daemon.TerminateAsync();
        var holder = await Sandbox.HoldLockAsync(daemon, $"{Environment.ProcessId} 1 1 3\nready\n");
        Assert.DoesNotContain(await ListAsync(App.Test), static daemon => daemon.GetProperty("name").GetString() == "wait");
        await holder.EndAsync();
    }

    [Fact]
    public async Task NameIsAMistake()
    {
        var result = (await Sandbox.RunAsync(App.Test, "list", "wait")).FailsInOneLine(App.Test, 2);
        Assert.Equal("testapp: list shows the daemons of all programs and takes no name; 'status wait' is about one\n", result.Error);
    }

    [Fact]
    public async Task WatchRedrawsInPlaceUntilControlC()
    {
        await Sandbox.StartAsync(App.Test, "wait");
        Sandbox.Environment["TERM"] = "xterm";
        await using var terminal = new TerminalSession(Sandbox, App.Test.File, "status", "wait", "--watch");
        await terminal.WaitForOutputAsync("\e[1A\r");
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await terminal.WaitForOutputAsync("\e[2mstopped\e[0m");
        terminal.Type("\u0003");
        (await terminal.Command.CompleteAsync()).ExitsWith(3);
        Assert.StartsWith("\rwait  \e[32mrunning\e[0m  pid ", terminal.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task ColoursCanBeTurnedOff(string variable, string value)
    {
        Sandbox.Environment["TERM"] = "xterm";
        Sandbox.Environment[variable] = value;
        await using var terminal = new TerminalSession(Sandbox, App.Test.File, "status", "wait");
        (await terminal.Command.CompleteAsync()).ExitsWith(3);
        await terminal.WaitForOutputAsync("wait  stopped");
    }

    [Theory]
    [InlineData("--watch redraws a terminal; for a program, ask for --format json again and again", "--watch")]
    [InlineData("--format takes text or json, not 'yaml'", "--format", "yaml")]
    public async Task ProgramsAreToldWhatTheyCanHave(string complaint, params string[] options)
    {
        var result = (await Sandbox.RunAsync(App.Test, ["status", "wait", .. options])).FailsInOneLine(App.Test, 2);
        Assert.Equal($"testapp: {complaint}\n", result.Error);
    }

    private async Task<List<JsonElement>> ListAsync(App app)
    {
        using var list = JsonDocument.Parse((await Sandbox.RunAsync(app, "list", "--format=json")).Succeeds().Output);
        var own = Sandbox.Processes.ConvertAll(static process => process.Pid);
        return [.. list.RootElement.EnumerateArray()
            .Where(daemon => daemon.TryGetProperty("pid", out var pid) && own.Contains(pid.GetInt32()))
            .Select(static daemon => daemon.Clone())];
    }
}
