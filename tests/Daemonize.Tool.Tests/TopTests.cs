using System.Globalization;
using System.Text.RegularExpressions;
using Programs = Daemonize.EndToEnd.Tests.Infrastructure.Tools;

namespace Daemonize.Tool.Tests;

/// <summary>The live screen in a real terminal, with real daemons.</summary>
public sealed class TopTests : ToolTest
{
    private const string AfterTop = "top has ended";

    [Fact]
    public async Task KeysMoveFilterOpenAndQuit()
    {
        var (silent, wait) = (await StartAsync("silent"), await StartAsync("wait"));
        await using var screen = await BeginAsync("", silent, wait);
        await screen.WaitForAsync("2 daemons: 2 running");
        await screen.PressAsync("j", "Enter");
        var page = await screen.WaitForAsync($"pid file    {wait.PidFile}");
        Assert.Contains("● testapp/wait  running", page, StringComparison.Ordinal);
        await screen.WaitForAsync("wait: started (pid ");
        await screen.PressAsync("Escape");
        await screen.WaitForAsync("PROGRAM");
        await screen.PressAsync("/", "S", "I", "L");
        var list = await screen.WaitForAsync(
            static text => !text.Contains(" wait ", StringComparison.Ordinal), "only what fits the filter");
        Assert.Contains("\n ● testapp  silent  running ", list, StringComparison.Ordinal);
        await screen.PressAsync("Escape");
        await screen.WaitForAsync(" wait ");
        await screen.PressAsync("?");
        await screen.WaitForAsync("restart, or start what does not run");
        await screen.PressAsync("q");
        await screen.WaitForAsync(AfterTop + " 0");
    }

    [Fact]
    public async Task DaemonIsStoppedAndStartedAfterAYes()
    {
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        await using var screen = await BeginAsync("", daemon);
        await screen.WaitForAsync("1 running");
        await screen.PressAsync("s");
        await screen.WaitForAsync("stop testapp/wait?");
        await screen.PressAsync("n");
        await screen.WaitForAsync("q quit");
        Assert.True(daemon.IsRunning);
        await screen.PressAsync("s", "y");
        await screen.WaitForAsync("wait stopped (pid ");
        await screen.WaitForAsync("1 daemon: 1 stopped");
        Assert.False(daemon.IsRunning);
        await screen.PressAsync("s");
        await screen.WaitForAsync("testapp/wait does not run");
        await screen.PressAsync("r");
        await screen.WaitForAsync("1 daemon: 1 running");
        Assert.True(daemon.IsRunning);
    }

    [Fact]
    public async Task DaemonTicksAtOnce()
    {
        var daemon = await StartAsync("silent");
        await CardsAsync("silent");
        await using var screen = await BeginAsync("", daemon);
        await screen.WaitForAsync("1 running");
        await screen.PressAsync("t");
        await screen.WaitForAsync($"silent (pid {daemon.Pid}) began tick 1");
        await screen.WaitForAsync(static text => Regex.IsMatch(text, " silent +running +1 "), "one tick");
    }

    [Fact]
    public async Task ReadOnlyActsOnNothing()
    {
        var daemon = await StartAsync("wait");
        await using var screen = await BeginAsync("--read-only", daemon);
        await screen.WaitForAsync("1 running");
        await screen.PressAsync("s", "y");
        await screen.PressAsync("s");
        await screen.WaitForAsync("--read-only: start top without it");
        Assert.True(daemon.IsRunning);
    }

    [Fact]
    public async Task ScreenFollowsTheWindow()
    {
        var daemon = await StartAsync("wait");
        await using var screen = await BeginAsync("", daemon);
        await screen.WaitForAsync(" CPU");
        await screen.ResizeAsync(60, 12);
        await screen.WaitForAsync(
            static text => text.Split('\n') is [_, var heading, var row, .., var keys, ""]
                && !heading.Contains("LAST 30", StringComparison.Ordinal)
                && row.StartsWith(" ● testapp  wait    running ", StringComparison.Ordinal)
                && keys.StartsWith(" q quit ", StringComparison.Ordinal),
            "fewer columns, and the keys at the bottom");
        await screen.ResizeAsync(150, 50);
        await screen.WaitForAsync(
            static text => text.Contains(" CPU", StringComparison.Ordinal)
                && text.Split('\n').Count(static line => line.Contains(" q quit ", StringComparison.Ordinal)) == 1,
            "all columns, and the keys once");
    }

    [Theory]
    [InlineData("q", 0)]
    [InlineData("SIGTERM", 143)]
    [InlineData("SIGINT", 130)]
    [InlineData("SIGHUP", 129)]
    public async Task TerminalIsGivenBack(string how, int exitCode)
    {
        var daemon = await StartAsync("wait");
        await using var screen = await BeginAsync("", daemon);
        await screen.WaitForAsync("1 running");
        Assert.Equal(("1", "0"), (await screen.GetAsync("alternate_on"), await screen.GetAsync("cursor_flag")));
        await (how == "q" ? screen.PressAsync("q") : EndBySignalAsync(exitCode - 128));
        await screen.WaitForAsync(string.Create(CultureInfo.InvariantCulture, $"{AfterTop} {exitCode}"));
        await AssertSaneAsync(screen);
    }

    /// <summary>Without a descriptor to open, the next look at the processes fails.</summary>
    [Fact]
    public async Task TerminalIsGivenBackAfterAnError()
    {
        var daemon = await StartAsync("wait");
        await using var screen = await BeginAsync("", daemon);
        await screen.WaitForAsync("1 running");
        (await Sandbox.ExecuteAsync(Programs.Prlimit, ["--pid", $"{TopPid}", "--nofile=3:3"])).Succeeds();
        await screen.WaitForAsync(AfterTop);
        await AssertSaneAsync(screen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TerminalIsTheShellsWhileItIsSuspended(bool isByKey)
    {
        var daemon = await StartAsync("wait");
        Sandbox.Environment["LC_ALL"] = "C.UTF-8";
        var bash = Programs.Bash;
        await using var screen = await TmuxSession.BeginAsync(Sandbox, (150, 50), $"PS1='ready> ' exec '{bash}' --norc --noprofile -i");
        await screen.WaitForAsync("ready>");
        await screen.PressAsync(SaveSettings("before"), "Enter", CommandOf("", daemon), "Enter");
        await screen.WaitForAsync("1 running");
        await (isByKey ? screen.PressAsync("C-z") : SignalAsync(Native.SigTstp));
        await screen.WaitForAsync("Stopped");
        await Wait.ForAnswerAsync<string>(
            () => screen.GetAsync("alternate_on"), static flag => flag == "0", "the screen is the shell's");
        await screen.PressAsync("echo echo-$((1+1))", "Enter");
        await screen.WaitForAsync("echo-2");
        await screen.PressAsync("fg", "Enter");
        await screen.WaitForAsync("1 running");
        Assert.Equal(("1", "0"), (await screen.GetAsync("alternate_on"), await screen.GetAsync("cursor_flag")));
        await screen.PressAsync("?");
        await screen.WaitForAsync("restart, or start what does not run");
        await screen.PressAsync("q");

        // What is typed before the shell has the terminal is not left to it.
        await screen.WaitForAsync(static text => text.TrimEnd().EndsWith("ready>", StringComparison.Ordinal), "the prompt of the shell");
        await screen.PressAsync($"echo {AfterTop} $?", "Enter", SaveSettings("after"), "Enter");
        await screen.WaitForAsync("\n" + AfterTop + " 0");
        await AssertSaneAsync(screen);
    }

    /// <summary>A program writes its log and its reports, and they may have been written by somebody who attacks it.</summary>
    [Fact]
    public async Task HostileTextsChangeNothingButCells()
    {
        var daemon = await StartAsync("wait");
        var card = Assert.Single(await CardsAsync("wait"));
        File.WriteAllText(card, File.ReadAllText(card).Replace(
            "Does nothing until it is asked to stop", "\\u001b[?1049l\\u202esummary\\u009b2J", StringComparison.Ordinal));
        File.AppendAllText(daemon.LogFile, "\e]0;owned\a\e[?1049l\e[?25h\u009b2Jlast \u202eline\n");
        await using var screen = await BeginAsync("", daemon);
        await screen.WaitForAsync("1 running");
        await screen.PressAsync("Enter");
        var page = await screen.WaitForAsync("?]0;owned??[?1049l?[?25h?2Jlast ?line");
        Assert.Contains("?[?1049l?summary?2J", page, StringComparison.Ordinal);
        Assert.Equal(("1", "0"), (await screen.GetAsync("alternate_on"), await screen.GetAsync("cursor_flag")));
        Assert.NotEqual("owned", await screen.GetAsync("pane_title"));
    }

    [Fact]
    public async Task PlainTerminalGetsLetters()
    {
        var daemon = await StartAsync("silent");
        await CardsAsync("silent");
        (await Sandbox.RunAsync(TestApp, "tick", "silent")).Succeeds();
        Sandbox.Environment["LC_ALL"] = "C";
        Sandbox.Environment["NO_COLOR"] = "1";
        await using var screen = await BeginAsync("", daemon);
        var text = await screen.WaitForAsync("* testapp  silent  running ");
        Assert.True(text.All(char.IsAscii), text);
    }

    [Fact]
    public async Task MouseSelectsAndOpens()
    {
        var (silent, wait) = (await StartAsync("silent"), await StartAsync("wait"));
        await using var screen = await BeginAsync("", silent, wait);
        await screen.WaitForAsync("2 running");
        Assert.Equal("1", await screen.GetAsync("mouse_sgr_flag"));

        // As tmux passes them on: a press and a release, with the column and the line from 1.
        await screen.PressAsync("-l", "\e[<0;10;4M\e[<0;10;4m");
        await screen.PressAsync("-l", "\e[<0;10;4M\e[<0;10;4m");
        await screen.WaitForAsync($"pid file    {wait.PidFile}");
    }

    [Fact]
    public async Task MouseIsLeftToTheTerminal()
    {
        var daemon = await StartAsync("wait");
        await using var screen = await BeginAsync("--no-mouse", daemon);
        await screen.WaitForAsync("1 running");
        Assert.Equal("0", await screen.GetAsync("mouse_any_flag"));
    }

    /// <summary>Begins the screen for daemons of this sandbox only: other tests run daemons of the same names.</summary>
    private Task<TmuxSession> BeginAsync(string options, params DaemonFiles[] daemons) => TmuxSession.BeginAsync(
        Sandbox, (150, 50),
        $"{SaveSettings("before")}; {CommandOf(options, daemons)}; echo {AfterTop} $?; {SaveSettings("after")}; exec cat");

    private string CommandOf(string options, params DaemonFiles[] daemons)
    {
        _ = Sandbox.Environment.TryAdd("LC_ALL", "C.UTF-8");
        return $"'{Tool.File}' top {options} {string.Join(' ', daemons.Select(static daemon => $"'{daemon.PidFile}'"))}";
    }

    /// <summary>Gets the command that writes the settings of the terminal to a file.</summary>
    private string SaveSettings(string name) => $"stty -g >{Path.Combine(Sandbox.Root, name)}";

    private int TopPid =>
        Assert.Single(Sandbox.Processes, process => process.CommandLine is [var file, "top", ..] && file == Tool.File).Pid;

    private Task SignalAsync(int signal)
    {
        using var handle = ProcessHandle.Open(TopPid);
        handle.Signal(signal);
        return Task.CompletedTask;
    }

    private async Task EndBySignalAsync(int signal)
    {
        using var handle = ProcessHandle.Open(TopPid);
        handle.Signal(signal);
        await handle.WaitForEndAsync();
    }

    private async Task AssertSaneAsync(TmuxSession screen)
    {
        var after = await Wait.ForFileAsync(Path.Combine(Sandbox.Root, "after"));
        Assert.Equal(File.ReadAllText(Path.Combine(Sandbox.Root, "before")), after);
        Assert.Equal("0 1 0 1", await screen.GetAsync("alternate_on} #{cursor_flag} #{mouse_any_flag} #{wrap_flag"));
    }
}
