using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN108_PathShouldBeAbsoluteTests
{
    [Theory]
    [InlineData("File.ReadAllText({|DMN108:\"news.txt\"|});")]
    [InlineData("File.WriteAllText(contents: \"a\", path: {|DMN108:\"logs/news.txt\"|});")]
    [InlineData("File.Copy({|DMN108:\"a\"|}, {|DMN108:\"./b\"|});")]
    [InlineData("File.OpenHandle({|DMN108:\"~/a\"|});")]
    [InlineData("File.Delete({|DMN108:Name|});")]
    [InlineData("File.Delete({|DMN108:Name + \".old\"|});")]
    [InlineData("File.Delete({|DMN108:Name + variable|});")]
    [InlineData("File.Delete({|DMN108:$\"news_{variable}\"|});")]
    [InlineData("Directory.CreateDirectory({|DMN108:\"logs\"|});")]
    [InlineData("new FileStream({|DMN108:\"a\"|}, FileMode.Open);")]
    [InlineData("new StreamReader({|DMN108:\"a\"|});")]
    [InlineData("new StreamWriter({|DMN108:\"a\"|});")]
    [InlineData("new FileInfo({|DMN108:\"a\"|});")]
    [InlineData("new DirectoryInfo({|DMN108:\"a\"|});")]
    [InlineData("new FileSystemWatcher({|DMN108:\"a\"|});")]
    [InlineData("Path.GetFullPath({|DMN108:\"a\"|});")]
    [InlineData("File.ReadAllText(Path.GetFullPath({|DMN108:\"a\"|}));")]
    [InlineData("File.ReadAllText(Path.Combine({|DMN108:\"logs\"|}, variable));")]
    [InlineData("new FileInfo(\"/a\").MoveTo({|DMN108:\"b\"|});")]
    public Task RelativePathIsReported(string code) => InDaemonAsync(code);

    [Theory]
    [InlineData("File.ReadAllText(\"/etc/passwd\");")]
    [InlineData("File.ReadAllText($\"/proc/{variable}\");")]
    [InlineData("File.ReadAllText($\"{variable}/a\");")]
    [InlineData("File.ReadAllText(variable);")]
    [InlineData("File.ReadAllText(variable + \"/a\");")]
    [InlineData("File.WriteAllText(variable, \"a\");")]
    [InlineData("File.Exists(\"\");")]
    [InlineData("File.CreateSymbolicLink(\"/a\", \"b\");")]
    [InlineData("Directory.GetFiles(\"/tmp\", \"*.txt\");")]
    [InlineData("File.ReadAllText(Path.Combine(AppContext.BaseDirectory, \"a\"));")]
    [InlineData("Path.GetFullPath(\"a\", \"/tmp\");")]
    [InlineData("Path.Combine(\"a\", \"b\");")]
    [InlineData("Path.GetFileName(\"a\");")]
    [InlineData("new StringReader(\"a\");")]
    public Task OtherPathIsFine(string code) => InDaemonAsync(code);

    [Fact]
    public Task OwnWorkingDirectoryIsMeant() => InDaemonAsync("Store();", "WorkingDirectory = \"/srv\"", "File.ReadAllText(\"a\");");

    [Fact]
    public Task WorkingDirectoryOfTheDaemonItselfIsMeant() => InDaemonAsync("File.ReadAllText(\"a\");", "WorkingDirectory = \"/srv\"");

    [Fact]
    public Task OneDaemonWithoutWorkingDirectoryIsEnough() => Verify.ProgramAsync("""
        using System.IO;

        internal static class News
        {
            [Daemon(Interval = "1s", WorkingDirectory = "/srv")] internal static void Fetch() => Store();
            [Daemon(Interval = "1s")] internal static void Prune() => Store();

            private static void Store() => File.ReadAllText({|DMN108:"a"|});
        }
        """);

    [Fact]
    public Task DaemonThatIsCalledByAnotherWorksInItsDirectoryToo() => Verify.ProgramAsync("""
        using System.IO;

        internal static class News
        {
            [Daemon(Interval = "1s", WorkingDirectory = "/srv")] internal static void Fetch() => File.ReadAllText({|DMN108:"a"|});
            [Daemon(Interval = "1s")] internal static void Prune() => Fetch();
        }
        """);

    [Fact]
    public Task PathInWhatADaemonCallsIsReported() => InDaemonAsync("Store();", "Umask = \"022\"", "File.ReadAllText({|DMN108:\"a\"|});");

    [Fact]
    public Task PathThatNoDaemonReachesIsFine() => InDaemonAsync("", "Umask = \"022\"", "File.ReadAllText(\"a\");");

    [Fact]
    public Task AllPathsAreAnchored() => Verify.FixAsync<AnchorPathCodeFix>(
        """
        using System.IO;

        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch()
            {
                File.ReadAllText({|DMN108:"news.txt"|}); // Keeps its comment.
                File.WriteAllText(path: {|DMN108:$"news_{DateTime.UtcNow.Year}.txt"|}, "a");
                File.ReadAllText(Path.Combine({|DMN108:"logs"|}, Environment.MachineName));
                File.ReadAllText({|DMN108:"a" + Environment.MachineName|});
            }
        }
        """,
        """
        using System.IO;

        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch()
            {
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "news.txt")); // Keeps its comment.
                File.WriteAllText(path: Path.Combine(AppContext.BaseDirectory, $"news_{DateTime.UtcNow.Year}.txt"), "a");
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "logs", Environment.MachineName));
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "a" + Environment.MachineName));
            }
        }
        """);

    [Fact]
    public Task TypeIsNamedInFullWhereItsNameMeansSomethingElse() => Verify.FixAsync<AnchorPathCodeFix>(
        """
        using System.IO;

        internal static class News
        {
            private static string Path => "/tmp";

            [Daemon(Interval = "1s")]
            internal static void Fetch() => File.Copy(Path, {|DMN108:"a"|});
        }
        """,
        """
        using System.IO;

        internal static class News
        {
            private static string Path => "/tmp";

            [Daemon(Interval = "1s")]
            internal static void Fetch() => File.Copy(Path, System.IO.Path.Combine(AppContext.BaseDirectory, "a"));
        }
        """);

    [Fact]
    public Task HomeDirectoryIsOnlyReported()
    {
        const string Source = """
            using System.IO;

            internal static class News
            {
                [Daemon(Interval = "1s")]
                internal static void Fetch() => File.ReadAllText({|DMN108:"~/news.txt"|});
            }
            """;
        return Verify.FixAsync<AnchorPathCodeFix>(Source, Source);
    }

    [Fact]
    public Task UsingsAreAdded() => Verify.FixWithoutUsingsAsync<AnchorPathCodeFix>(
        """
        using Daemonize;

        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch() => System.IO.File.ReadAllText({|DMN108:"a"|});
        }
        """,
        """
        using System;
        using System.IO;
        using Daemonize;

        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch() => System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "a"));
        }
        """);

    private static Task InDaemonAsync(string code, string setting = "Umask = \"022\"", string callee = "") => Verify.ProgramAsync($$"""
        using System.IO;

        internal static class News
        {
            private const string Name = "news.txt";

            [Daemon(Interval = "1s", {{setting}})]
            internal static void Fetch()
            {
                var variable = Environment.MachineName;
                {{code}}
            }

            private static void Store()
            {
                {{callee}}
            }
        }
        """);
}
