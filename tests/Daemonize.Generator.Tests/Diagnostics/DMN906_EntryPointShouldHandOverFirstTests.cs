using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN906_EntryPointShouldHandOverFirstTests
{
    private const string News = "internal static class News { [Daemon] internal static void Fetch() { } }";

    [Theory]
    [InlineData("")]
    [InlineData("const int Zero = 0; var word = \"word\"; string? other = null; int number;")]
    [InlineData("int Zero() => 0;")]
    [InlineData("Func<int> zero = static () => 0; string text = default!;")]
    [InlineData("if (args.Length == 0) { Console.WriteLine(\"what?\"); return 2; }")]
    [InlineData("if (args is [\"report\", ..]) { return Report(); } else if (args.Contains(\"x\")) { return 1; }")]
    [InlineData("switch (args.Length) { case 0: return 2; case 1: throw new InvalidOperationException(); default: break; }")]
    [InlineData("if (string.Equals(args[0], \"x\", StringComparison.Ordinal)) return 1;")]
    [InlineData("{ const int Zero = 0; }")]
    public Task NothingToSpeakOfBeforeIsFine(string before) =>
        Verify.ProgramAsync(News, Entry(before + " return Daemons.Run(args);"));

    [Theory]
    [InlineData("{|DMN906:Console.WriteLine();|}")]
    [InlineData("{|DMN906:var settings = Report();|} Console.WriteLine();")]
    [InlineData("const int One = 1; {|DMN906:using var file = System.IO.File.Create(\"x\");|}")]
    [InlineData("{|DMN906:using System.IO.Stream? file = null;|}")]
    [InlineData("{|DMN906:if (args.Length == 0) { Console.WriteLine(); }|}")]
    [InlineData("{|DMN906:if (Report() == 0) { return 1; }|}")]
    [InlineData("{|DMN906:if (System.IO.File.Exists(args[0])) { return 1; }|}")]
    [InlineData("{|DMN906:if (args.Length == 0) { return 1; } else { Console.WriteLine(); }|}")]
    [InlineData("{|DMN906:switch (args.Length) { case 0: Console.WriteLine(); break; }|}")]
    [InlineData("{|DMN906:foreach (var word in args) { Console.WriteLine(word); }|}")]
    public Task FirstStatementOfWorkIsReported(string before) => Verify.ProgramAsync(News, Entry(before + " return Daemons.Run(args);"));

    [Theory]
    [InlineData("if (Daemons.TryRun(args, out var code)) { return code; } Console.WriteLine(); return 0;")]
    [InlineData("try { return Daemons.Run(args); } finally { Console.WriteLine(); }")]
    [InlineData("var code = Daemons.Run(args); Console.WriteLine(); return code;")]
    [InlineData("Func<string[], int> run = Daemons.Run; return run(args);")]
    public Task WorkAfterwardsIsFine(string body) => Verify.ProgramAsync(News, Entry(body));

    [Theory]
    [InlineData("try { {|DMN906:Report();|} return Daemons.Run(args); } finally { }")]
    [InlineData("{ {|DMN906:Report();|} { Report(); return Daemons.Run(args); } }")]
    [InlineData("if (args.Length > 0) { {|DMN906:Report();|} return Daemons.Run(args); } return 0;")]
    [InlineData("{|DMN906:Report();|} if (Daemons.TryRun(args, out var code)) { return code; } return 0;")]
    public Task WorkInsideIsReported(string body) => Verify.ProgramAsync(News, Entry(body));

    [Fact]
    public Task OtherHandoverIsNotFollowed() => Verify.ProgramAsync(News, Entry("""
        Report();
        return Go(args);
        static int Go(string[] words) => Daemons.Run(words);
        """));

    [Fact]
    public Task OtherMethodMayDoWorkFirst() => Verify.ProgramAsync(News, """
        internal static class Entry
        {
            private static int Main(string[] args) => Go(args);
            private static int Go(string[] args) { Console.WriteLine(); return Daemons.Run(args); }
        }
        """);

    [Fact]
    public Task TopLevelStatementsAreLookedAt() => Verify.ProgramAsync("""
        using static Daemonize.Daemons;

        const int Zero = 0;
        {|DMN906:await Task.Delay(Zero);|}
        Console.WriteLine();
        return Run(args);
        """, News);

    [Fact]
    public Task TopLevelStatementsThatHandOverFirstAreFine() => Verify.ProgramAsync("""
        if (Daemons.TryRun(args, out var exitCode))
        {
            return exitCode;
        }

        Console.WriteLine();
        return 0;
        """, News);

    private static string Entry(string body) => $$"""
        using System.Linq;

        internal static class Entry
        {
            private static int Main(string[] args)
            {
                {{body}}
            }

            private static int Report() => 0;
        }
        """;
}
