using System.Text.Json;

namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// The flavour for systems without their own, such as macOS, forced on Linux: daemons in the foreground by the means of .NET alone.
/// </summary>
public sealed class PortableTests : EndToEndTest
{
    /// <summary>SIGSTOP of signal(7).</summary>
    private const int Stop = 19;

    private static App App { get; } = App.Test with { Pivot = "_portable" };

    [Theory]
    [InlineData(Native.SigInt, "SIGINT")]
    [InlineData(Native.SigTerm, "SIGTERM")]
    public async Task SignalStopsItGracefully(int signal, string name)
    {
        var run = await BeginAsync("greet");
        await Sandbox.OutputAsync("life", 2);

        Signal(run, signal);

        var result = (await run.CompleteAsync()).ExitsWith(0);
        Assert.Equal(["prepared", "began", "left: Signal"], await Sandbox.OutputAsync("life", 3));
        Assert.Matches($" info  greet: stopping \\({name}\\)\n[^ ]+ info  greet: stopped\n$", result.Error);
        Assert.False(File.Exists(Sandbox.Daemon("greet").PidFile));
    }

    [Fact]
    public async Task CtrlCInATerminalStopsItAndASecondEndsItAtOnce()
    {
        await using var terminal = new TerminalSession(Sandbox, App.File, "run", "tidy");
        await terminal.WaitForOutputAsync("begun");

        terminal.Type("\u0003");
        await terminal.WaitForOutputAsync("stopping (SIGINT)");
        terminal.Type("\u0003");

        (await terminal.Command.CompleteAsync()).ExitsWith(130);
    }

    [Fact]
    public async Task StatusShowsTheOneThatRuns()
    {
        var run = await BeginAsync("tick");
        await Sandbox.OutputAsync("ticks", 3);

        var text = (await Sandbox.RunAsync(App, "status", "tick")).Succeeds();
        Assert.StartsWith($"tick  running  pid {run.Pid}  ", text.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await Sandbox.RunAsync(App, "status", "tick", "--format", "json")).Succeeds().Output);
        var status = json.RootElement[0];
        Assert.Equal(("running", run.Pid), (status.GetProperty("state").GetString(), status.GetProperty("pid").GetInt32()));
        Assert.Equal(run.Pid, Sandbox.Daemon("tick").Pid);

        (await Sandbox.RunAsync(App, "stop", "tick")).Succeeds();
        var stopped = (await Sandbox.RunAsync(App, "status", "tick")).ExitsWith(3);
        Assert.StartsWith("tick  stopped  stopped by SIGTERM (exit code 0) ", stopped.Output, StringComparison.Ordinal);
        (await run.CompleteAsync()).ExitsWith(0);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("once")]
    public async Task SecondIsRefused(string verb)
    {
        var run = await BeginAsync("tick");

        var second = (await Sandbox.RunAsync(App, verb, "tick")).FailsInOneLine(App, 1);

        Assert.Equal($"testapp: tick is already running (pid {run.Pid}); stop it first\n", second.Error);
        (await Sandbox.RunAsync(App, "stop", "tick")).Succeeds();
        (await run.CompleteAsync()).ExitsWith(0);
    }

    [Fact]
    public async Task OfSeveralAtOnceOneRuns()
    {
        List<RunningCommand> runs = [.. Enumerable.Range(0, 6).Select(_ => Sandbox.Begin(App.File, "run", "wait"))];
        await ReadyAsync("wait");
        await Wait.UntilAsync(() => runs.Count(static run => run.HasEnded) == runs.Count - 1, "all but one have given up");

        (await Sandbox.RunAsync(App, "stop", "wait")).Succeeds();
        var codes = new List<int>();
        foreach (var run in runs)
        {
            codes.Add((await run.CompleteAsync()).ExitCode);
        }

        Assert.Equal([0, 1, 1, 1, 1, 1], codes.Order());
    }

    [Fact]
    public async Task StopEndsItAndSaysSo()
    {
        var run = await BeginAsync("wait");

        Assert.Equal($"wait stopped (pid {run.Pid})\n", (await Sandbox.RunAsync(App, "stop", "wait")).Succeeds().Output);

        (await run.CompleteAsync()).ExitsWith(0);
        Assert.Equal("wait is not running\n", (await Sandbox.RunAsync(App, "stop", "wait")).Succeeds().Output);
    }

    [Fact]
    public async Task StopKillsAfterItsTimeout()
    {
        var run = await BeginAsync("deaf");

        var stop = (await Sandbox.RunAsync(App, "stop", "deaf", "--timeout", "200ms")).FailsInOneLine(App, 1);

        Assert.Equal($"testapp: deaf (pid {run.Pid}) did not stop within 200ms (--timeout) and was killed\n", stop.Error);
        (await run.CompleteAsync()).ExitsWith(128 + Native.SigKill);
        Assert.False(File.Exists(Sandbox.Daemon("deaf").PidFile));
    }

    [Fact]
    public async Task SuspendedOneIsStopped()
    {
        var run = await BeginAsync("wait");
        Signal(run, Stop);

        (await Sandbox.RunAsync(App, "stop", "wait")).Succeeds();

        (await run.CompleteAsync()).ExitsWith(0);
    }

    [Fact]
    public async Task StopSendsTheSignalThatIsNamed()
    {
        var run = await BeginAsync("wait");

        (await Sandbox.RunAsync(App, "stop", "wait", "--signal", "INT")).Succeeds();

        Assert.Contains("stopping (SIGINT)", (await run.CompleteAsync()).ExitsWith(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReloadCallsOnReloadAndWaitsForIt()
    {
        var run = await BeginAsync("walk");
        var reload = (await Sandbox.RunAsync(App, "reload", "walk")).Succeeds();
        Assert.StartsWith($"walk reloaded (pid {run.Pid})", reload.Output, StringComparison.Ordinal);
        Assert.Single(await Sandbox.OutputAsync("reloads"));

        await File.WriteAllTextAsync(Path.Combine(Sandbox.OutputDirectory, "bad"), "", TestContext.Current.CancellationToken);
        var failed = (await Sandbox.RunAsync(App, "reload", "walk")).FailsInOneLine(App, 1);
        Assert.Contains("the settings are bad", failed.Error, StringComparison.Ordinal);

        (await Sandbox.RunAsync(App, "stop", "walk")).Succeeds();
        Assert.Contains("walk: reloaded\n", (await run.CompleteAsync()).ExitsWith(0).Error, StringComparison.Ordinal);
        (await Sandbox.RunAsync(App, "reload", "walk")).FailsInOneLine(App, 7);
    }

    /// <summary>There SIGHUP would end it, as the end of the terminal does.</summary>
    [Fact]
    public async Task ReloadInATerminalIsRefused()
    {
        await using var terminal = new TerminalSession(Sandbox, App.File, "run", "wait");
        await ReadyAsync("wait");

        var reload = (await Sandbox.RunAsync(App, "reload", "wait")).FailsInOneLine(App, 1);

        Assert.Contains("it runs in a terminal", reload.Error, StringComparison.Ordinal);
        (await Sandbox.RunAsync(App, "stop", "wait")).Succeeds();
        await terminal.Command.CompleteAsync();
    }

    [Fact]
    public async Task KilledOneIsDeadAndReplaced()
    {
        var run = await BeginAsync("wait");
        run.Kill();
        await run.CompleteAsync();

        (await Sandbox.RunAsync(App, "status", "wait")).ExitsWith(1);

        var next = await BeginAsync("wait", run.Pid);
        Assert.StartsWith($"wait  running  pid {next.Pid}  ", (await Sandbox.RunAsync(App, "status", "wait")).Succeeds().Output,
            StringComparison.Ordinal);
        (await Sandbox.RunAsync(App, "stop", "wait")).Succeeds();
        (await next.CompleteAsync()).ExitsWith(0);
    }

    [Fact]
    public async Task TickTicksNow()
    {
        var run = await BeginAsync("silent");
        var tick = (await Sandbox.RunAsync(App, "tick", "silent")).Succeeds();
        Assert.StartsWith("silent ", tick.Output, StringComparison.Ordinal);
        await Sandbox.OutputAsync("silent");

        (await Sandbox.RunAsync(App, "stop", "silent")).Succeeds();
        (await run.CompleteAsync()).ExitsWith(0);
    }

    [Fact]
    public async Task OnceTicksOnce()
    {
        (await Sandbox.RunAsync(App, "once", "tick")).ExitsWith(0);

        Assert.Equal(["1"], await Sandbox.OutputAsync("ticks"));
    }

    [Theory]
    [InlineData("tick", "ticks", 5)]
    [InlineData("aligned", "aligned", 2)]
    [InlineData("secondly", "secondly", 2)]
    [InlineData("together", "met", 3)]
    [InlineData("replaced", "replaced", 3)]
    public async Task ScheduleTicks(string name, string file, int count)
    {
        var run = await BeginAsync(name);
        await Sandbox.OutputAsync(file, count);

        Signal(run, Native.SigTerm);

        (await run.CompleteAsync()).ExitsWith(0);
    }

    [Theory]
    [InlineData("thrice", 0)]
    [InlineData("hopeless", 1)]
    public async Task ScheduleEndsByItself(string name, int exitCode)
    {
        (await Sandbox.RunAsync(App, "run", name)).ExitsWith(exitCode);

        Assert.Equal(3, (await Sandbox.OutputAsync(name, 3)).Length);
    }

    [Fact]
    public async Task ResultsAreHandledBeforeItEnds()
    {
        var run = await BeginAsync("batch");
        await Sandbox.OutputAsync("produced");

        Signal(run, Native.SigTerm);

        (await run.CompleteAsync()).ExitsWith(0);
        Assert.Equal(40, (await Sandbox.OutputAsync("handled", 40)).Length);
    }

    [Fact]
    public async Task OptionsAreBound()
    {
        Sandbox.Environment["TESTAPP_COUNT"] = "5";
        (await Sandbox.RunAsync(App, "once", "options", "--title", "news", "--loud", "--tags", "a", "--tags", "b")).ExitsWith(0);
        Assert.StartsWith("news|5|0.5|True|", Assert.Single(await Sandbox.OutputAsync("options")), StringComparison.Ordinal);

        (await Sandbox.RunAsync(App, "once", "options", "--count", "many")).FailsInOneLine(App, 2);
    }

    [Theory]
    [InlineData("start", "run 'testapp run tick' in a terminal, or 'testapp unit launchd tick' for launchd\n")]
    [InlineData("restart", "run it again with 'testapp run tick'\n")]
    [InlineData("try-restart", "run it again with 'testapp run tick'\n")]
    [InlineData("install", "'launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/testapp.tick.plist'\n")]
    [InlineData("uninstall", "'launchctl bootout gui/$(id -u)/testapp.tick', then remove ~/Library/LaunchAgents/testapp.tick.plist\n")]
    public async Task VerbThatNeedsABackgroundNamesAnother(string verb, string other)
    {
        var refused = (await Sandbox.RunAsync(App, verb, "tick")).FailsInOneLine(App, 3);

        Assert.StartsWith($"testapp: {verb} is not available on Linux", refused.Error, StringComparison.Ordinal);
        Assert.EndsWith(other, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListNamesStatus() =>
        Assert.Contains("'testapp status'", (await Sandbox.RunAsync(App, "list")).FailsInOneLine(App, 3).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "--version")]
    [InlineData("Usage: testapp ", "help")]
    [InlineData("Usage: testapp run ", "run", "--help")]
    [InlineData("_testapp", "completion", "bash")]
    [InlineData("[Unit]\n", "unit", "systemd", "tick")]
    [InlineData("apiVersion: ", "unit", "kubernetes", "tick")]
    [InlineData("<string>testapp.tick</string>", "unit", "launchd", "tick")]
    public async Task TextIsPrinted(string text, params string[] args) =>
        Assert.Contains(text, (await Sandbox.RunAsync(App, args)).ExitsWith(0).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("--user", "nobody")]
    [InlineData("--root-directory", "/srv")]
    [InlineData("--keep-descriptors", "9")]
    public async Task SettingThatWouldBeLostIsRefused(string option, string value) =>
        (await Sandbox.RunAsync(App, "run", "wait", option, value)).FailsInOneLine(App, 2);

    [Fact]
    public async Task LogsShowsTheFileThatLaunchdWrites()
    {
        var none = (await Sandbox.RunAsync(App, "logs", "wait")).FailsInOneLine(App, 1);
        Assert.EndsWith("its job in launchd creates it\n", none.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Sandbox.Daemon("wait").LogFile, "one\ntwo\n", TestContext.Current.CancellationToken);

        Assert.Equal("two\n", (await Sandbox.RunAsync(App, "logs", "wait", "-n", "1")).Succeeds().Output);
    }

    private static void Signal(RunningCommand run, int signal)
    {
        using var process = ProcessHandle.Open(run.Pid);
        process.Signal(signal);
    }

    /// <summary>Runs a daemon and waits until it is ready.</summary>
    /// <param name="name">The name of the daemon.</param>
    /// <param name="after">The process whose record may still be there; 0 for none.</param>
    private async Task<RunningCommand> BeginAsync(string name, int after = 0)
    {
        var run = Sandbox.Begin(App.File, "run", name);
        await ReadyAsync(name, after);
        return run;
    }

    private Task<string> ReadyAsync(string name, int after = 0) =>
        Wait.ForFileAsync(
            Sandbox.Daemon(name).LockFile + ".record",
            text => text.Contains("\nready\n", StringComparison.Ordinal) && !text.StartsWith($"{after} ", StringComparison.Ordinal));
}
