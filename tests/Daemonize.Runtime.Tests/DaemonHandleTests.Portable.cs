namespace Daemonize.Tests;

/// <content>Starts in the background, which this flavour does not have.</content>
public sealed partial class DaemonHandleTests
{
    [Theory]
    [InlineData("start")]
    [InlineData("restart")]
    public async Task StartIsRefusedAndNamesWhatToUse(string verb)
    {
        var exception = await Assert.ThrowsAsync<DaemonException>(() => verb == "start"
            ? _handle.StartAsync(TestContext.Current.CancellationToken)
            : _handle.RestartAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith($"{verb} is not available on ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(" run fetch'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(DaemonExitCode.NotImplemented, exception.ExitCode);
        Assert.Empty(_folder.Names);
    }
}
