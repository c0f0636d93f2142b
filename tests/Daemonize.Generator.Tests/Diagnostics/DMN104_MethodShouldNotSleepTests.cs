using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN104_MethodShouldNotSleepTests
{
    [Theory]
    [InlineData("1000")]
    [InlineData("TimeSpan.FromSeconds(1)")]
    [InlineData("Timeout.Infinite")]
    public Task SleepIsReported(string time) =>
        Verify.MembersAsync($"[Daemon(Interval = \"1m\")] internal static void Fetch() {{ {{|DMN104:Thread.Sleep({time})|}}; }}");

    [Fact]
    public Task SleepInAnExpressionBodyIsReported() =>
        Verify.MembersAsync("[Daemon(Interval = \"1m\")] internal static void Fetch() => {|DMN104:Thread.Sleep(1000)|};");

    [Fact]
    public Task SleepWithoutItsTypeIsReported() => Verify.ProgramAsync("""
        using static System.Threading.Thread;

        internal static class News { [Daemon(Interval = "1m")] internal static void Fetch() => {|DMN104:Sleep(1000)|}; }
        """);

    [Fact]
    public Task SleepOnAnotherThreadIsReported() => Verify.MembersAsync("""
        [Daemon(Interval = "1m")]
        internal static void Fetch()
        {
            Task.Run(() => {|DMN104:Thread.Sleep(1000)|});
            new Thread(Work).Start();
            Local();

            void Local() => {|DMN104:Thread.Sleep(1000)|};
        }

        private static void Work() => {|DMN104:Thread.Sleep(1000)|};
        """);

    [Fact]
    public Task SleepOfNothingIsFine() =>
        Verify.MembersAsync("[Daemon(Interval = \"1m\")] internal static void Fetch() => Thread.Sleep(0);");

    [Fact]
    public Task OtherSleepIsFine() => Verify.MembersAsync("""
        [Daemon(Interval = "1m")] internal static void Fetch() => Sleep(1000);
        private static void Sleep(int time) => Console.WriteLine(time);
        """);

    [Fact]
    public Task SleepThatNoDaemonReachesIsFine() => Verify.MembersAsync("""
        [Daemon] internal static void Fetch() { }
        internal static void Other() => Thread.Sleep(1000);
        """);

    [Fact]
    public Task SleepBecomesADelay() => Verify.FixAsync<WaitWithDelayCodeFix>(
        """
        internal static class News
        {
            [Daemon]
            internal static async Task Fetch(CancellationToken stopping)
            {
                await Task.Delay(1, stopping);
                // Keeps its comment.
                {|DMN104:Thread.Sleep(millisecondsTimeout: 1000)|}; // And this one.
            }
        }
        """,
        """
        internal static class News
        {
            [Daemon]
            internal static async Task Fetch(CancellationToken stopping)
            {
                await Task.Delay(1, stopping);
                // Keeps its comment.
                await Task.Delay(1000, stopping); // And this one.
            }
        }
        """);

    [Fact]
    public Task AllSleepsOfAMethodBecomeDelays() => Verify.FixAsync<WaitWithDelayCodeFix>(
        """
        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch()
            {
                {|DMN104:Thread.Sleep(1000)|};
                if (Environment.Is64BitProcess)
                {
                    {|DMN104:Thread.Sleep(TimeSpan.FromSeconds(1))|};
                }
            }

            [Daemon(Interval = "1s")]
            internal static void Prune() => {|DMN104:Thread.Sleep(1000)|};
        }
        """,
        """
        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static async Task Fetch(CancellationToken cancellationToken)
            {
                await Task.Delay(1000, cancellationToken);
                if (Environment.Is64BitProcess)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                }
            }

            [Daemon(Interval = "1s")]
            internal static async Task Prune(CancellationToken cancellationToken) => await Task.Delay(1000, cancellationToken);
        }
        """);

    [Fact]
    public Task ExitCodeBecomesATaskOfIt() => Verify.FixAsync<WaitWithDelayCodeFix>(
        """
        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static int Fetch(DaemonContext daemon)
            {
                {|DMN104:Thread.Sleep(1000)|};
                return 0;
            }
        }
        """,
        """
        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static async Task<int> Fetch(DaemonContext daemon)
            {
                await Task.Delay(1000, daemon.Stopping);
                return 0;
            }
        }
        """);

    [Fact]
    public Task AsynchronousLambdaWaits() => Verify.FixAsync<WaitWithDelayCodeFix>(
        """
        internal static class News
        {
            [Daemon]
            internal static Task Fetch(CancellationToken stopping) => Task.Run(
                async () =>
                {
                    await Task.Delay(1, stopping);
                    {|DMN104:Thread.Sleep(1000)|};
                },
                stopping);
        }
        """,
        """
        internal static class News
        {
            [Daemon]
            internal static Task Fetch(CancellationToken stopping) => Task.Run(
                async () =>
                {
                    await Task.Delay(1, stopping);
                    await Task.Delay(1000, stopping);
                },
                stopping);
        }
        """);

    [Fact]
    public Task AsynchronousCalleeWithATokenWaits() => Verify.FixAsync<WaitWithDelayCodeFix>(
        """
        internal static class News
        {
            [Daemon]
            internal static Task Fetch(CancellationToken stopping) => StoreAsync(stopping);

            private static async Task StoreAsync(CancellationToken stopping)
            {
                await Task.Delay(1, stopping);
                {|DMN104:Thread.Sleep(1000)|};
            }
        }
        """,
        """
        internal static class News
        {
            [Daemon]
            internal static Task Fetch(CancellationToken stopping) => StoreAsync(stopping);

            private static async Task StoreAsync(CancellationToken stopping)
            {
                await Task.Delay(1, stopping);
                await Task.Delay(1000, stopping);
            }
        }
        """);

    [Fact]
    public Task SleepThatCannotBecomeADelayIsOnlyReported()
    {
        const string Source = """
            internal static class News
            {
                [Daemon(Interval = "1s")]
                internal static void Fetch(CancellationToken stopping)
                {
                    lock (typeof(News))
                    {
                        {|DMN104:Thread.Sleep(1)|};
                    }

                    Task.Run(() => {|DMN104:Thread.Sleep(2)|}, stopping);
                    Store(stopping);
                }

                [Daemon]
                internal static Task Prune(CancellationToken stopping)
                {
                    {|DMN104:Thread.Sleep(3)|};
                    return Task.Delay(1, stopping);
                }

                private static void Store(CancellationToken stopping)
                {
                    stopping.ThrowIfCancellationRequested();
                    {|DMN104:Thread.Sleep(4)|};
                }

                private static async Task StoreAsync()
                {
                    await Task.Yield();
                    Thread.Sleep(5);
                }
            }
            """;
        return Verify.FixAsync<WaitWithDelayCodeFix>(Source, Source);
    }

    [Fact]
    public Task UsingsAreAdded() => Verify.FixWithoutUsingsAsync<WaitWithDelayCodeFix>(
        """
        using Daemonize;

        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch() => {|DMN104:System.Threading.Thread.Sleep(1000)|};
        }
        """,
        """
        using System.Threading;
        using System.Threading.Tasks;
        using Daemonize;

        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static async Task Fetch(CancellationToken cancellationToken) => await Task.Delay(1000, cancellationToken);
        }
        """);
}
