namespace Daemonize.Tool.Tests;

/// <summary>The arguments that the tool takes.</summary>
public sealed class CommandLineTests : ToolTest
{
    [Theory]
    [InlineData("stop needs the name of a daemon, or a pattern such as '*'; 'daemonize list' shows the names", "stop")]
    [InlineData("there is no command 'stpo'; did you mean 'stop'?", "stpo")]
    [InlineData("there is no command 'news/fetch'; for a daemon, say 'daemonize status news/fetch'; see 'daemonize --help'", "news/fetch")]
    [InlineData("list has no option '--runing'; did you mean '--running'?", "list", "--runing")]
    [InlineData("list has no option '-x'; see 'daemonize help list'", "-x")]
    [InlineData("there is no command 'stpo'; did you mean 'stop'?", "help", "stpo")]
    [InlineData("--running takes no value", "list", "--running=yes")]
    [InlineData("--format takes text or json, not 'yaml'", "list", "--format", "yaml")]
    [InlineData("--format takes text or json, but nothing follows it", "list", "--format")]
    [InlineData("--lines takes a number of lines from 0 to 2147483647, not '-1'", "logs", "*", "--lines=-1")]
    [InlineData("--watch redraws a terminal; for a program, ask for --format json again and again", "list", "--watch")]
    [InlineData("top needs a terminal to read keys from and to draw on; for a pipe, use 'daemonize list'", "top")]
    public async Task MistakeIsOneLine(string message, params string[] args) =>
        Assert.Equal($"daemonize: {message}\n", (await RunAsync(args)).FailsInOneLine(Tool, 2).Error);

    /// <summary>The tool has a daemon too, whose name goes to its verbs, and to no other command.</summary>
    [Theory]
    [InlineData("doctor has no option '--never'; see 'daemonize help doctor'", "doctor", "daemonize-web", "--never")]
    [InlineData("top needs a terminal to read keys from and to draw on; for a pipe, use 'daemonize list'", "top", "daemonize-web")]
    [InlineData("forget has no option '--never'; see 'daemonize help forget'", "forget", "daemonize-web", "--never")]
    [InlineData("list has no option '--never'; see 'daemonize help list'", "list", "daemonize-web", "--never")]
    public async Task CommandsTakeTheNameOfTheToolsOwnDaemon(string message, params string[] args) =>
        Assert.Equal($"daemonize: {message}\n", (await RunAsync(args)).FailsInOneLine(Tool, 2).Error);

    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    [InlineData("-h")]
    public async Task HelpNamesEveryCommand(string word)
    {
        var help = (await RunAsync(word)).Succeeds().Output;
        Assert.All(ToolCommand.All, command => Assert.Contains($"\n  {command.Name} ", help, StringComparison.Ordinal));
        Assert.All(help.Split('\n'), static line => Assert.True(line.Length <= 100, line));
    }

    [Theory]
    [InlineData("help", "logs")]
    [InlineData("logs", "--help")]
    public async Task HelpOfACommandNamesItsOptions(params string[] args)
    {
        var help = (await RunAsync(args)).Succeeds().Output;
        Assert.Contains("Usage: daemonize logs <name...> [options]\n", help, StringComparison.Ordinal);
        Assert.Contains("\n  -f, --follow  ", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VersionIsThatOfThePackage() =>
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+.*\n$", (await RunAsync("--version")).Succeeds().Output);

    [Fact]
    public async Task StageIsNotForUsers() =>
        Assert.Equal(
            "daemonize: @as is a stage of the tool itself; it takes UID:GID -- COMMAND, as root\n",
            (await RunAsync("@as", "0:0", "--", "/usr/bin/id")).FailsInOneLine(Tool, 2).Error);
}
