using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN102_CancellationTokenShouldBeUsedTests
{
    [Fact]
    public Task UnusedTokenIsReported() => Verify.MembersAsync(
        "[Daemon] internal static async Task Fetch(ILogger logger, CancellationToken {|DMN102:stopping|}) => await Task.Yield();");

    [Fact]
    public Task UnusedTokenOfATickIsReported() => Verify.MembersAsync(
        "[Daemon(Interval = \"10s\")] internal static void Fetch(CancellationToken {|DMN102:stopping|} = default) => Console.WriteLine();");

    [Fact]
    public Task TokenBesideAnUnusedContextIsReported() => Verify.MembersAsync(
        "[Daemon] internal static void Fetch(DaemonContext daemon, CancellationToken {|DMN102:stopping|}) => " +
        "Console.WriteLine(daemon.Name);");

    [Fact]
    public Task NameofIsNoUse() =>
        Verify.MembersAsync(
            "[Daemon] internal static void Fetch(CancellationToken {|DMN102:stopping|}) => Console.WriteLine(nameof(stopping));");

    [Theory]
    [InlineData("stopping.ThrowIfCancellationRequested();")]
    [InlineData("_ = Task.Run(() => Console.WriteLine(stopping.IsCancellationRequested));")]
    [InlineData("Local(); void Local() => Console.WriteLine(stopping.CanBeCanceled);")]
    public Task TokenThatIsUsedIsFine(string body) =>
        Verify.MembersAsync($$"""[Daemon] internal static void Fetch(CancellationToken stopping) { {{body}} }""");

    [Fact]
    public Task StoppingOfTheContextServes() => Verify.MembersAsync(
        "[Daemon] internal static Task Fetch(DaemonContext daemon, CancellationToken stopping) => Task.Delay(1, daemon.Stopping);");

    [Fact]
    public Task PartsOfPartialMethodMayNameItDifferently() => Verify.ProgramAsync(
        "internal static partial class News { [Daemon] internal static partial Task Fetch(CancellationToken stopping); }",
        """
        internal static partial class News
        {
            #pragma warning disable CS8826
            internal static partial Task Fetch(CancellationToken token) => Task.Delay(1, token);
        }
        """);

    [Fact]
    public Task MethodThatHasNotBeenWrittenYetIsFine() =>
        Verify.MembersAsync("[Daemon] internal static void Fetch(CancellationToken stopping) { }");

    [Fact]
    public Task TokenIsPassedOn() => Verify.FixAsync<PassTokenOnCodeFix>(
        """
        internal static class News
        {
            [Daemon]
            internal static async Task Fetch(CancellationToken {|DMN102:stopping|})
            {
                using var http = new System.Net.Http.HttpClient();
                var text = await http.GetStringAsync("https://example.org");
                await System.IO.File.WriteAllTextAsync("/tmp/a", text);
            }
        }
        """,
        """
        internal static class News
        {
            [Daemon]
            internal static async Task Fetch(CancellationToken stopping)
            {
                using var http = new System.Net.Http.HttpClient();
                var text = await http.GetStringAsync("https://example.org", stopping);
                await System.IO.File.WriteAllTextAsync("/tmp/a", text, stopping);
            }
        }
        """);

    [Fact]
    public Task AllTokensArePassedOn() => Verify.FixAsync<PassTokenOnCodeFix>(
        """
        internal static class News
        {
            [Daemon]
            internal static Task Fetch(CancellationToken {|DMN102:stopping|}) => {|DMN106:Task.Delay(1)|};

            [Daemon]
            internal static Task Prune(CancellationToken {|DMN102:@stop|}) => {|DMN106:Task.Delay(1)|};
        }
        """,
        """
        internal static class News
        {
            [Daemon]
            internal static Task Fetch(CancellationToken stopping) => Task.Delay(1, stopping);

            [Daemon]
            internal static Task Prune(CancellationToken @stop) => Task.Delay(1, @stop);
        }
        """);

    [Fact]
    public Task OverloadThatDiffersOtherwiseIsNotTaken()
    {
        const string Source = """
            internal static class News
            {
                [Daemon]
                internal static void Fetch(CancellationToken {|DMN102:stopping|}) => Store(1);

                private static void Store(int value) => Console.WriteLine(value);

                private static void Store(string value, CancellationToken token) => token.ThrowIfCancellationRequested();

                private static int Store(int value, CancellationToken token) => token.CanBeCanceled ? value : 0;
            }
            """;
        return Verify.FixAsync<PassTokenOnCodeFix>(Source, Source);
    }
}
