using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN101_MethodShouldTakeCancellationTokenTests
{
    [Fact]
    public Task MethodThatRunsOnceIsReported() =>
        Verify.MembersAsync("[Daemon] internal static void {|DMN101:Fetch|}() => Console.WriteLine();");

    [Theory]
    [InlineData("Task")]
    [InlineData("ValueTask")]
    [InlineData("Task<int>")]
    [InlineData("ValueTask<int>")]
    public Task TickThatWaitsIsReported(string type) => Verify.MembersAsync($$"""
        [Daemon(Interval = "10s")]
        internal static async {{type}} {|DMN101:Fetch|}()
        {
            await Task.Yield();
            {{(type.Contains("int", StringComparison.Ordinal) ? "return 0;" : "")}}
        }
        """);

    [Fact]
    public Task EndlessLoopIsReported() =>
        Verify.MembersAsync("[Daemon] internal static void {|DMN101:Fetch|}() { {|DMN103:while|} (true) { } }");

    [Fact]
    public Task IntervalOfNullIsNone() =>
        Verify.MembersAsync("[Daemon(Interval = null)] internal static void {|DMN101:Fetch|}() => Console.WriteLine();");

    [Fact]
    public Task NullableTokenIsNone() => Verify.MembersAsync(
        "[Daemon] internal static void {|DMN101:Fetch|}({|DMN005:CancellationToken?|} stopping) => Console.WriteLine(stopping);");

    [Fact]
    public Task PartialMethodIsReportedOnce() => Verify.ProgramAsync(
        "internal static partial class News { [Daemon] internal static partial void {|DMN101:Fetch|}(); }",
        "internal static partial class News { internal static partial void Fetch() => Console.WriteLine(); }");

    [Theory]
    [InlineData("CancellationToken stopping", "stopping")]
    [InlineData("DaemonContext daemon", "daemon.Stopping")]
    public Task MethodThatHearsOfAStopIsFine(string parameter, string token) =>
        Verify.MembersAsync($"[Daemon] internal static Task Listen({parameter}) => Task.Delay(1000, {token});");

    [Fact]
    public Task ContextSuffices() =>
        Verify.MembersAsync("[Daemon] internal static void Listen(DaemonContext daemon) => Console.WriteLine(daemon.Name);");

    [Theory]
    [InlineData("void", "Console.WriteLine()")]
    [InlineData("int", "int.Parse(\"1\")")]
    public Task ShortTickIsFine(string type, string body) =>
        Verify.MembersAsync($"[Daemon(Interval = \"10s\")] internal static {type} Fetch() => {body};");

    [Theory]
    [InlineData("void Fetch() { }")]
    [InlineData("Task Fetch() => throw new NotImplementedException();")]
    [InlineData("int Fetch() => 1;")]
    public Task MethodWithNothingToCancelIsFine(string method) => Verify.MembersAsync($"[Daemon] internal static {method}");

    [Fact]
    public Task MethodThatIsNoDaemonIsFine() => Verify.MembersAsync("""
        [Daemon] internal static void Fetch() { }
        internal static async Task StoreAsync() => await Task.Yield();
        """);

    [Fact]
    public Task TokenIsTakenAndPassedOn() => Verify.FixAsync<TakeCancellationTokenCodeFix>(
        """
        internal static class News
        {
            // Keeps its comment.
            [Daemon]
            internal static async Task {|DMN101:Fetch|}()
            {
                // So does the call.
                await {|DMN106:Task.Delay(1000)|}; // And this one.
                await System.IO.File.WriteAllTextAsync("/tmp/a", await ReadAsync("b"));
                await ReadAsync(name: "c");
                await ReadAsync("d", CancellationToken.None);
                await Task.Run(() => Console.WriteLine());
                await Task.Run(static () => ReadAsync("e"));
            }

            private static Task<string> ReadAsync(string name, CancellationToken token = default) => Task.FromResult(name);
        }
        """,
        """
        internal static class News
        {
            // Keeps its comment.
            [Daemon]
            internal static async Task Fetch(CancellationToken cancellationToken)
            {
                // So does the call.
                await Task.Delay(1000, cancellationToken); // And this one.
                await System.IO.File.WriteAllTextAsync("/tmp/a", await ReadAsync("b", cancellationToken), cancellationToken);
                await ReadAsync(name: "c", token: cancellationToken);
                await ReadAsync("d", CancellationToken.None);
                await Task.Run(() => Console.WriteLine(), cancellationToken);
                await Task.Run(static () => ReadAsync("e"), cancellationToken);
            }

            private static Task<string> ReadAsync(string name, CancellationToken token = default) => Task.FromResult(name);
        }
        """);

    [Fact]
    public Task AllMethodsTakeATokenAndPassItOn() => Verify.FixAsync<TakeCancellationTokenCodeFix>(
        """
        internal static class News
        {
            [Daemon]
            internal static Task {|DMN101:Fetch|}() => {|DMN106:Task.Delay(1)|};

            [Daemon]
            internal static Task {|DMN101:Prune|}() => {|DMN106:Task.Delay(2)|};
        }
        """,
        """
        internal static class News
        {
            [Daemon]
            internal static Task Fetch(CancellationToken cancellationToken) => Task.Delay(1, cancellationToken);

            [Daemon]
            internal static Task Prune(CancellationToken cancellationToken) => Task.Delay(2, cancellationToken);
        }
        """);

    [Fact]
    public Task TokenComesBeforeParametersWithADefault() => Verify.FixAsync<TakeCancellationTokenCodeFix>(
        """
        internal static class News
        {
            [Daemon]
            internal static Task {|DMN101:Fetch|}(ILogger first, {|DMN005:ILogger?|} second = null) => {|DMN106:Task.Delay(1)|};
        }
        """,
        """
        internal static class News
        {
            [Daemon]
            internal static Task Fetch(ILogger first, CancellationToken cancellationToken, {|DMN005:ILogger?|} second = null) => Task.Delay(1, cancellationToken);
        }
        """);

    [Fact]
    public Task TokenHasANameOfItsOwn() => Verify.FixAsync<TakeCancellationTokenCodeFix>(
        """
        internal static class News
        {
            [Daemon]
            internal static Task {|DMN101:Fetch|}()
            {
                var cancellationToken = 1;
                return {|DMN106:Task.Delay(cancellationToken)|};
            }
        }
        """,
        """
        internal static class News
        {
            [Daemon]
            internal static Task Fetch(CancellationToken cancellationToken2)
            {
                var cancellationToken = 1;
                return Task.Delay(cancellationToken, cancellationToken2);
            }
        }
        """);

    [Fact]
    public Task PartialMethodIsOnlyReported()
    {
        const string Source = """

            internal static partial class News
            {
                [Daemon]
                internal static partial void {|DMN101:Fetch|}();

                internal static partial void Fetch() => Console.WriteLine();
            }

            """;
        return Verify.FixAsync<TakeCancellationTokenCodeFix>(Source, Source);
    }

    [Fact]
    public Task UsingIsAdded() => Verify.FixWithoutUsingsAsync<TakeCancellationTokenCodeFix>(
        """
        using Daemonize;

        internal static class News
        {
            [Daemon]
            internal static void {|DMN101:Fetch|}() => System.GC.Collect();
        }
        """,
        """
        using System.Threading;
        using Daemonize;

        internal static class News
        {
            [Daemon]
            internal static void Fetch(CancellationToken {|DMN102:cancellationToken|}) => System.GC.Collect();
        }
        """);
}
