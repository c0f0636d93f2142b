using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests;

/// <summary>The code fix of DMN903, in every form of an entry point.</summary>
public sealed class CallRunCodeFixTests
{
    private const string News = "internal static class News { [Daemon] internal static void Fetch() { } }";

    [Theory]
    [InlineData("static int {|DMN903:Main|}(string[] words) => 0;", "static int Main(string[] words) => Daemons.Run(words);")]
    [InlineData("static void {|DMN903:Main|}() => Console.WriteLine(\"Hello, World!\");",
        "static int Main(string[] args) => Daemons.Run(args);")]
    [InlineData("static Task {|DMN903:Main|}() => Task.CompletedTask;", "static int Main(string[] args) => Daemons.Run(args);")]
    public Task EntryPointWithoutWorkOnlyRunsTheDaemons(string main, string expected) => FixMainAsync(main, expected);

    [Fact]
    public Task EmptyBodyIsFilled() => FixMainAsync(
        """
        static void {|DMN903:Main|}() { }
        """,
        """
        static int Main(string[] args)
            {
                return Daemons.Run(args);
            }
        """);

    [Fact]
    public Task HelloWorldIsReplaced() => FixMainAsync(
        """
        private static void {|DMN903:Main|}(string[] args)
            {
                // Says hello.
                Console.WriteLine("Hello, World!");
            }
        """,
        """
        private static int Main(string[] args)
            {
                // Says hello.
                return Daemons.Run(args);
            }
        """);

    [Fact]
    public Task OtherWorkComesAfterTheDaemons() => FixMainAsync(
        """
        static void {|DMN903:Main|}()
            {
                // First.
                if (Console.IsInputRedirected)
                {
                    return;
                }

                Action done = () => { return; };
                done();
            }
        """,
        """
        static int Main(string[] args)
            {
                if (Daemons.TryRun(args, out var exitCode))
                {
                    return exitCode;
                }

                // First.
                if (Console.IsInputRedirected)
                {
                    return 0;
                }

                Action done = () => { return; };
                done();
                return 0;
            }
        """);

    [Fact]
    public Task AsyncMainGivesAnExitCode() => FixMainAsync(
        """
        static async Task {|DMN903:Main|}()
            {
                var exitCode = 1;
                await Task.Delay(exitCode);
                while (true)
                {
                    await Task.Yield();
                }
            }
        """,
        """
        static async Task<int> Main(string[] args)
            {
                if (Daemons.TryRun(args, out var daemonsExitCode))
                {
                    return daemonsExitCode;
                }

                var exitCode = 1;
                await Task.Delay(exitCode);
                while (true)
                {
                    await Task.Yield();
                }
            }
        """);

    [Fact]
    public Task ExpressionBecomesAStatement() => FixMainAsync(
        """
        static Task {|DMN903:Main|}() => Task.Delay(1);
        """,
        """
        static async Task<int> Main(string[] args)
            {
                if (Daemons.TryRun(args, out var exitCode))
                {
                    return exitCode;
                }

                await Task.Delay(1);
                return 0;
            }
        """);

    [Fact]
    public Task TaskOfAnExitCodeIsAwaited() => FixMainAsync(
        """
        static Task<int> {|DMN903:Main|}(string[] args) => Task.FromResult(args.Length);
        """,
        """
        static async Task<int> Main(string[] args)
            {
                if (Daemons.TryRun(args, out var exitCode))
                {
                    return exitCode;
                }

                return await Task.FromResult(args.Length);
            }
        """);

    [Fact]
    public Task BlockThatGivesSomebodysTaskIsOnlyReported()
    {
        const string Main = "static Task {|DMN903:Main|}() { Console.WriteLine(); return Task.Delay(1); }";
        return FixMainAsync(Main, Main);
    }

    [Fact]
    public Task HelloWorldOfStatementsIsReplaced() => Verify.FixAsync<CallRunCodeFix>(
        [
            """
            // See https://aka.ms/new-console-template for more information
            {|DMN903:Console.WriteLine("Hello, World!");|}
            """,
            News,
        ],
        [
            """
            // See https://aka.ms/new-console-template for more information
            return Daemons.Run(args);
            """,
            News,
        ]);

    [Fact]
    public Task StatementsHandOverFirst() => Verify.FixAsync<CallRunCodeFix>(
        [
            """
            using System.Text;

            // First.
            {|DMN903:var text = new StringBuilder();|}
            text.Append(Text());
            await Console.Out.WriteLineAsync(text.ToString());

            static string Text() => "text";

            internal sealed class Other;
            """,
            News,
        ],
        [
            """
            using System.Text;

            if (Daemons.TryRun(args, out var exitCode))
            {
                return exitCode;
            }

            // First.
            var text = new StringBuilder();
            text.Append(Text());
            await Console.Out.WriteLineAsync(text.ToString());
            return 0;

            static string Text() => "text";

            internal sealed class Other;
            """,
            News,
        ]);

    [Fact]
    public Task UsingIsAdded() => Verify.FixWithoutUsingsAsync<CallRunCodeFix>(
        """
        {|DMN903:System.Console.WriteLine(1);|}

        internal static class News { [Daemonize.Daemon] internal static void Fetch() { } }
        """,
        """
        using Daemonize;

        if (Daemons.TryRun(args, out var exitCode))
        {
            return exitCode;
        }

        System.Console.WriteLine(1);
        return 0;

        internal static class News { [Daemonize.Daemon] internal static void Fetch() { } }
        """);

    [Fact]
    public Task OtherDaemonsAreToldFromOurs() => FixMainAsync(
        """
        static class Daemons { }
            static int {|DMN903:Main|}() => 0;
        """,
        """
        static class Daemons { }
            static int Main(string[] args) => global::Daemonize.Daemons.Run(args);
        """);

    private static Task FixMainAsync(string main, string expected) =>
        Verify.FixAsync<CallRunCodeFix>([News, Entry(main)], [News, Entry(expected)]);

    private static string Entry(string main) => $$"""
        internal static class Entry
        {
            {{main}}
        }
        """;
}
