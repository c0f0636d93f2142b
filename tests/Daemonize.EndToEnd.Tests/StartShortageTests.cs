namespace Daemonize.EndToEnd.Tests;

/// <summary>A call of the command that fails while its daemon starts: either the daemon runs and the exit code is 0, or neither.</summary>
[Trait("Field", "start whose ppoll fails")]
public sealed class StartShortageTests : EndToEndTest
{
    [Theory]
    [InlineData("ENOMEM:when=1")]
    [InlineData("ENOMEM:when=2")]
    [InlineData("ENOMEM:when=3")]
    [InlineData("EAGAIN:when=1..3")]
    [InlineData("EINTR:when=1..3")]
    public async Task ShortagePasses(string error)
    {
        (await StartAsync(error)).Succeeds();
        Assert.True(Sandbox.Daemon("wait").IsRunning);
    }

    [Theory]
    [InlineData("EINVAL:when=1")]
    [InlineData("EINVAL:when=2")]
    [InlineData("EINVAL:when=3")]
    public async Task FailureLeavesNothing(string error)
    {
        var start = await StartAsync(error);
        if (start.ExitCode == 0)
        {
            // The daemon was ready before the command made so many calls.
            Assert.True(Sandbox.Daemon("wait").IsRunning);
            return;
        }

        Assert.Contains("cannot wait: ", start.FailsInOneLine(App.Test, 1).Error, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
    }

    /// <summary>Without -f, strace follows only the command's main thread, which waits for the daemon.</summary>
    private Task<CommandResult> StartAsync(string error) => Sandbox.ExecuteAsync(
        Tools.Strace, "-qq", "-o", "/dev/null", "-e", "trace=ppoll", "-e", "inject=ppoll:error=" + error, "--", App.Test.File, "start",
        "wait");
}
