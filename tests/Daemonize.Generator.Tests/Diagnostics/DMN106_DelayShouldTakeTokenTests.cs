using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN106_DelayShouldTakeTokenTests
{
    [Theory]
    [InlineData("1000")]
    [InlineData("TimeSpan.FromSeconds(1)")]
    [InlineData("TimeSpan.FromSeconds(1), TimeProvider.System")]
    public Task DelayWithoutTokenIsReported(string arguments) => InDaemonAsync($"await {{|DMN106:Task.Delay({arguments})|}};");

    [Theory]
    [InlineData("1000, stopping")]
    [InlineData("cancellationToken: stopping, millisecondsDelay: 1000")]
    [InlineData("TimeSpan.FromSeconds(1), TimeProvider.System, stopping")]
    [InlineData("1000, CancellationToken.None")]
    public Task DelayWithTokenIsFine(string arguments) => InDaemonAsync($"await Task.Delay({arguments});");

    [Fact]
    public Task DelayInWhatADaemonCallsIsReported() => Verify.MembersAsync("""
        [Daemon] internal static Task Fetch(CancellationToken stopping) => Task.WhenAny(WaitAsync(), Task.Delay(1, stopping));
        private static async Task WaitAsync() => await {|DMN106:Task.Delay(1000)|};
        private static async Task WaitElsewhereAsync() => await Task.Delay(1000);
        """);

    [Fact]
    public Task AllDelaysAreGivenTheToken() => Verify.FixAsync<PassTokenToDelayCodeFix>(
        """
        internal static class News
        {
            [Daemon]
            internal static async Task Fetch(CancellationToken stopping)
            {
                stopping.ThrowIfCancellationRequested();
                await {|DMN106:Task.Delay(1000)|}; // Keeps its comment.
                await {|DMN106:Task.Delay(delay: TimeSpan.FromSeconds(1))|};
                await Task.Run(() => {|DMN106:Task.Delay(1)|}, stopping);
            }

            [Daemon]
            internal static Task Prune(DaemonContext daemon) => {|DMN106:Task.Delay(1)|};
        }
        """,
        """
        internal static class News
        {
            [Daemon]
            internal static async Task Fetch(CancellationToken stopping)
            {
                stopping.ThrowIfCancellationRequested();
                await Task.Delay(1000, stopping); // Keeps its comment.
                await Task.Delay(delay: TimeSpan.FromSeconds(1), cancellationToken: stopping);
                await Task.Run(() => Task.Delay(1, stopping), stopping);
            }

            [Daemon]
            internal static Task Prune(DaemonContext daemon) => Task.Delay(1, daemon.Stopping);
        }
        """);

    [Fact]
    public Task DelayWithoutATokenAtHandIsOnlyReported()
    {
        const string Source = """
            internal static class News
            {
                [Daemon]
                internal static Task Fetch(CancellationToken stopping)
                {
                    stopping.ThrowIfCancellationRequested();
                    return Task.WhenAny(WaitAsync(), Task.Run(static () => {|DMN106:Task.Delay(1)|}, stopping));
                }

                private static Task WaitAsync() => {|DMN106:Task.Delay(1)|};
            }
            """;
        return Verify.FixAsync<PassTokenToDelayCodeFix>(Source, Source);
    }

    private static Task InDaemonAsync(string code) => Verify.MembersAsync($$"""
        [Daemon]
        internal static async Task Fetch(CancellationToken stopping)
        {
            stopping.ThrowIfCancellationRequested();
            {{code}}
        }
        """);
}
