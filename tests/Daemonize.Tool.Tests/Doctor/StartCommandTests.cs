namespace Daemonize.Tool.Tests.Doctor;

/// <summary>The command that starts a program: what it says, and what it leaves.</summary>
public sealed class StartCommandTests : StartCommandTest
{
    [Theory]
    [InlineData("doctor --start needs the name of a daemon, or the path of a program: it runs its real code", "--start")]
    [InlineData("--long goes with --start: only a program that is started is watched", "--long")]
    public async Task MistakeIsOneLine(string message, string option) =>
        Assert.Equal($"daemonize: {message}\n", (await RunAsync("doctor", option)).FailsInOneLine(Tool, 2).Error);

    /// <summary>The program does not start any more, so that no check takes long.</summary>
    [Fact]
    public async Task CommandSaysFirstWhatItDoesAndLeavesNothing()
    {
        var daemon = await StartAndStopAsync("greet");
        Sandbox.Environment["TESTAPP_FAIL"] = "start";
        var before = Files;
        var result = (await RunAsync("doctor", daemon.PidFile, "--start", "--format=json")).ExitsWith(1);
        Assert.Matches("^daemonize: this starts testapp/greet many times with its real code, in a sandbox [^\n]*\n$", result.Error);
        Assert.Matches("^it does not start: 'start' exited with code 1: .*the database is away", FindingOf(ItemOf(result.Output, "S1")));
        Assert.Equal("passed", Text(ItemOf(result.Output, "S2"), "result"));
        Assert.Equal("not known", Text(ItemOf(result.Output, "S20"), "result"));
        Assert.Empty(Sandbox.Processes);
        Assert.Equal(before, Files);
    }
}
