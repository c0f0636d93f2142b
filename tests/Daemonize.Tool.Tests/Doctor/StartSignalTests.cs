using System.Globalization;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>A command that is ended while it starts a program leaves nothing.</summary>
public sealed class StartSignalTests : StartCommandTest
{
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task SignalEndsItAndLeavesNothing(string signal, int exitCode)
    {
        var command = await BeginAsync();
        (await Sandbox.ExecuteAsync("/bin/kill", "-s", signal, command.Pid.ToString(CultureInfo.InvariantCulture))).Succeeds();
        Assert.Empty((await command.CompleteAsync()).ExitsWith(exitCode).Output);
        Assert.Empty(Sandbox.Processes);
        Assert.Equal(Before, Files);
    }

    /// <summary>The kernel ends the sandbox with the tool, which then cannot.</summary>
    [Fact]
    public async Task KillOfTheToolEndsTheSandbox()
    {
        RequiresRoot.Check();
        var command = await BeginAsync();
        command.Kill();
        await Sandbox.WaitUntilEmptyAsync();
    }
}
