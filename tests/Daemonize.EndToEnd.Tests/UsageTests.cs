namespace Daemonize.EndToEnd.Tests;

/// <summary>Errors in the command line, and the help texts.</summary>
public sealed class UsageTests : EndToEndTest
{
    [Theory]
    [InlineData("there is no verb 'begin'", "begin")]
    [InlineData("there is no verb 'wait'", "wait")]
    [InlineData("there is no verb 'begin'", "begin", "--fast", "nothing")]
    [InlineData("there is no verb 'begin'", "begin", "wait")]
    [InlineData("no daemon is called 'nothing'; there is ", "start", "nothing")]
    [InlineData("no daemon is called 'Wait'; there is ", "status", "Wait")]
    [InlineData("no daemon is called 'nothing'; there is ", "start", "wait", "nothing")]
    [InlineData("no daemon is called ''; there is ", "stop", "")]
    [InlineData("start has no option '--fast'", "start", "--fast", "wait")]
    [InlineData("start has no option '-f'", "start", "-f", "wait")]
    [InlineData("logs has no option '-x'", "logs", "-x")]
    [InlineData("-n takes a number of lines from 0 to 2147483647, but nothing follows it", "logs", "-n")]
    [InlineData("--lines takes a number of lines from 0 to 2147483647, not 'many'", "logs", "-n", "many")]
    [InlineData("--lines takes a number of lines from 0 to 2147483647, not '-1'", "logs", "--lines", "-1")]
    [InlineData("there is no verb 'strat'; did you mean 'start'?", "strat")]
    [InlineData("run takes one daemon of ", "run")]
    [InlineData("once takes one daemon of ", "once", "wait", "tick")]
    [InlineData("'@daemon' is a stage of 'start' and cannot be called by hand", "@daemon", "wait")]
    [InlineData("'@init' is a stage of 'run' and cannot be called by hand", "@init", "wait", "run", "wait")]
    [InlineData("'@session' is a stage of 'start' and cannot be called by hand", "@session", "wait")]
    [Trait("Checklist", "46")]
    public async Task MistakeIsToldInOneLine(string complaint, params string[] args)
    {
        var result = (await Sandbox.RunAsync(App.Test, args)).FailsInOneLine(App.Test, 2);
        Assert.StartsWith("testapp: " + complaint, result.Error, StringComparison.Ordinal);
        Assert.Empty(Sandbox.Snapshot());
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help", "--help")]
    [InlineData("nothing", "--help")]
    [Trait("Checklist", "46")]
    public async Task HelpGoesToStandardOutput(params string[] args)
    {
        var help = (await Sandbox.RunAsync(App.Test, args)).Succeeds().Output;
        Assert.All(
            ["start", "stop", "restart", "try-restart", "status", "run", "once", "logs", "help", "deaf-parent"],
            word => Assert.Contains(word, help, StringComparison.Ordinal));
        Assert.EndsWith("\n", help, StringComparison.Ordinal);
        Assert.Empty(Sandbox.Snapshot());
    }

    [Theory]
    [InlineData("stop", "--kill", "help", "stop")]
    [InlineData("stop", "--signal <signal>", "stop", "--help")]
    [InlineData("stop", "--stop-timeout <duration>", "stop", "wait", "-h")]
    [InlineData("status", "--watch", "help", "status")]
    [InlineData("logs", "-f, --follow", "logs", "-h")]
    [InlineData("unit", "--timer", "unit", "systemd", "--help")]
    [InlineData("reload", "--timeout <duration>", "help", "force-reload")]
    [InlineData("tick", "--timeout <duration>", "tick", "--help")]
    public async Task HelpOfAVerbHasItsOptions(string verb, string option, params string[] args)
    {
        var help = (await Sandbox.RunAsync(App.Test, args)).Succeeds().Output;
        Assert.StartsWith($"Usage: testapp {verb} ", help, StringComparison.Ordinal);
        Assert.Contains($"{option} ", help, StringComparison.Ordinal);
        Assert.Contains(verb == "unit" ? "--interval <duration>" : "--pid-file <path>", help, StringComparison.Ordinal);
        Assert.DoesNotContain(verb == "unit" ? "--user <name>" : "--interval", help, StringComparison.Ordinal);
        Assert.Contains("\nExit codes:\n", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpOfStartHasTheOptionsOfTheMethodAndTheSettings()
    {
        var help = (await Sandbox.RunAsync(App.News, "start", "--help")).Succeeds().Output;
        Assert.All(
            ["--country <text>", "--interval <duration>", "--restart <policy>", "--log-file <path>", "--user <name>"],
            option => Assert.Contains(option, help, StringComparison.Ordinal));
        Assert.Equal(help, (await Sandbox.RunAsync(App.News, "help", "start")).Succeeds().Output);
    }

    [Fact]
    public async Task HelpSettingsHasAllSettings()
    {
        var help = (await Sandbox.RunAsync(App.Test, "help", "settings")).Succeeds().Output;
        Assert.All(
            ["--interval <duration>", "--on-failure <policy>", "--instances <number>", "--[no-]log-compress", "--environment-file <path>"],
            setting => Assert.Contains($"    {setting} ", help, StringComparison.Ordinal));
        var mistake = (await Sandbox.RunAsync(App.Test, "help", "strat")).FailsInOneLine(App.Test, 2);
        Assert.Equal("testapp: there is no verb 'strat'; did you mean 'start'?\n", mistake.Error);
    }

    [Fact]
    public async Task HelpOfAProgramWithOneDaemonFitsAScreen() =>
        Assert.InRange((await Sandbox.RunAsync(App.News, "--help")).Succeeds().Output.Count(static letter => letter == '\n'), 20, 35);

    [Fact]
    [Trait("Checklist", "46")]
    public async Task NoVerbIsAMistakeAndGetsTheHelp()
    {
        var nothing = (await Sandbox.RunAsync(App.Test)).ExitsWith(2);
        Assert.Empty(nothing.Output);
        Assert.Equal((await Sandbox.RunAsync(App.Test, "--help")).Output, nothing.Error);
    }

    [Fact]
    [Trait("Checklist", "46")]
    public async Task VersionIsThatOfTheProgram()
    {
        var version = (await Sandbox.RunAsync(App.Test, "--version")).Succeeds();
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+[^ ]*\n$", version.Output);
    }
}
