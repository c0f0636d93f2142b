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
    [InlineData("start", "--help")]
    [InlineData("start", "wait", "-h")]
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
