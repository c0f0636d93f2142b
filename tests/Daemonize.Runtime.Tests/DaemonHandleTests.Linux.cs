namespace Daemonize.Tests;

/// <content>Starts in the background.</content>
public sealed partial class DaemonHandleTests
{
    /// <summary>The test host is not a program with daemons: started again, it would run tests.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StartFromAProcessThatWouldNotBecomeTheDaemonIsRefused(bool isRestart)
    {
        var exception = await Assert.ThrowsAsync<DaemonException>(() => isRestart
            ? _handle.RestartAsync(TestContext.Current.CancellationToken)
            : _handle.StartAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith("cannot start fetch from this process: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Daemons.TryRun", exception.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(Environment.ProcessPath!), exception.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }
}
