namespace Daemonize.EndToEnd.Tests;

/// <summary>The handles for use from C#. The daemon "handles" of the test program uses that of "wait", and prints what comes back.</summary>
public sealed class HandleTests : EndToEndTest
{
    [Fact]
    [Trait("Design", "4")]
    public async Task DoWhatTheVerbsDoAndPrintNothing()
    {
        var lines = await UseAsync("status start start status restart stop stop status");
        Assert.Collection(
            lines,
            line => Assert.Equal("status: wait Stopped 0 False ", line),
            line => Assert.Matches("^start: wait Running [0-9]+ True $", line),
            line => Assert.Equal(lines[1], line),
            line => Assert.Equal(lines[1].Replace("start:", "status:", StringComparison.Ordinal), line),
            line => Assert.Matches("^restart: wait Running [0-9]+ True $", line),
            line => Assert.Equal("stop: wait Stopped 0 False ", line),
            line => Assert.Equal("stop: wait Stopped 0 False ", line),
            line => Assert.Equal("status: wait Stopped 0 False ", line));
        Assert.NotEqual(lines[1].Split(' ')[3], lines[4].Split(' ')[3]);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
    }

    [Fact]
    [Trait("Design", "4")]
    public async Task StartADaemonThatOutlivesTheProgram()
    {
        var lines = await UseAsync("start");
        var process = Sandbox.Daemon("wait").Process;
        Assert.Equal([$"start: wait Running {process.Pid} True "], lines);
        Assert.Equal([App.Test.File, "@daemon", "wait"], process.CommandLine);
        await Sandbox.Daemon("wait").KillAsync();
        Assert.Equal([$"status: wait Dead 0 False its pid file {Sandbox.Daemon("wait").PidFile} names process {process.Pid}"], await UseAsync("status"));
    }

    [Fact]
    [Trait("Design", "4")]
    public async Task ThrowWhatTheVerbsComplainOf()
    {
        Directory.CreateDirectory(Sandbox.Daemon("wait").PidFile);
        var pidFile = Sandbox.Daemon("wait").PidFile;
        Assert.Equal(
            [
                $"start: 1 will not use {pidFile}: it is not a regular file; remove it or choose another PidFile",
                $"status: wait Dead 0 False its pid file {pidFile} is not a regular file",
            ],
            await UseAsync("start status"));
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>The lines that the program prints; on standard error there is only the log of its own daemon.</summary>
    private async Task<string[]> UseAsync(string actions)
    {
        Sandbox.Environment["TESTAPP_HANDLE"] = actions;
        var once = (await Sandbox.RunAsync(App.Test, "once", "handles")).ExitsWith(0);
        Assert.Matches("^[^\n]* handles: started [^\n]*\n[^\n]* handles: stopped\n$", once.Error);
        return once.Output.TrimEnd('\n').Split('\n');
    }
}
