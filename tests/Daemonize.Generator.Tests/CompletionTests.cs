using System.Text.RegularExpressions;
using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests;

/// <summary>
/// The completion scripts, reviewed in Snapshots/, and how real shells parse them. The end-to-end tests check what they complete.
/// </summary>
public sealed class CompletionTests : IDisposable
{
    /// <summary>Text that a shell could interpret as code.</summary>
    private const string Hostile =
        """$(touch ran) `touch ran` ${ran:=ran} 'one' "two" [three]: \four \\five; %6 !7 *8 ~9 (ten) {11} #12 &amp; touch ran""";

    private const string Source = $$"""
        namespace NewsApp;

        internal enum Loudness { Silent, VeryLoud }

        internal enum Größe { Klein, Groß }

        internal static class News
        {
            /// <summary>{{Hostile}}</summary>
            /// <param name="country">-c, {{Hostile}}</param>
            /// <param name="loudness">How loud.</param>
            /// <param name="größe">How large.</param>
            /// <param name="verbose">-v, Whether to tell more.</param>
            /// <param name="edition">What to read.</param>
            /// <param name="folder">Where to.</param>
            /// <param name="answers">What to say.</param>
            [Daemon(Interval = "10s")]
            internal static void Fetch(
                string country = "us",
                Loudness loudness = Loudness.Silent,
                Größe größe = Größe.Klein,
                bool verbose = false,
                System.IO.FileInfo? edition = null,
                System.IO.DirectoryInfo? folder = null,
                params bool[] answers) { }

            /// <summary>Listens on a port.</summary>
            /// <param name="port">Which one: from 1024.</param>
            /// <param name="loudness">Not a name but a file.</param>
            [Daemon]
            internal static void Listen(int port, System.IO.FileInfo? loudness = null) { }

            [Daemon(Name = "sweep.old_news-v2")]
            internal static void Sweep() { }
        }
        """;

    /// <summary>
    /// The settings in the snapshots: the policies, whose words are completed, and some of each other kind. A new setting that is not a
    /// policy does not change them.
    /// </summary>
    private static readonly Setting[] InSnapshots =
    [
        .. Setting.All.Where(static setting => setting.Kind is WordKind),
        Setting.Interval, Setting.AlignToClock, Setting.MaxFailures, Setting.Instances, Setting.StopTimeout,
        Setting.PidFile, Setting.LogFile, Setting.ErrorFile, Setting.LogCompress, Setting.WorkingDirectory, Setting.User,
        Setting.KeepDescriptors,
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("daemonize-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Bash() => Snapshot.Match(WithFewSettings(Script("Bash")), "bash");

    [Fact]
    public void Zsh() => Snapshot.Match(WithFewSettings(Script("Zsh")), "zsh");

    [Fact]
    public void Fish() => Snapshot.Match(WithFewSettings(Script("Fish")), "fish");

    /// <summary>A setting that any daemon here has is offered, with its two words if it is a flag.</summary>
    [Theory]
    [InlineData("Bash")]
    [InlineData("Zsh")]
    [InlineData("Fish")]
    public void EverySettingIsOffered(string shell)
    {
        var script = Script(shell);
        foreach (var setting in Setting.All.Where(
            static setting => setting.IsFor(ScheduleKind.Interval, hasResults: false, isCluster: false)))
        {
            string[] words = setting.IsFlag ? [$"--{setting.Name}", $"--no-{setting.Name}"] : [$"--{setting.Name}"];
            Assert.All(words, word => Assert.Matches($"{word}(?![a-z-])", script));
        }
    }

    [Theory]
    [InlineData("Bash")]
    [InlineData("Zsh")]
    [InlineData("Fish")]
    public void SettingsAndVerbsOfAClusterAreOfferedForOne(string shell)
    {
        const string Fetch = "[Daemon(Scope = DaemonScope.Cluster)] internal static void Fetch(CancellationToken stop) { }";
        var script = Script(shell, GeneratorHost.Compile($"internal static class News {{ {Fetch} }}"));
        string[] words =
            ["--cluster", "--lease", "--interrupted", "rerun", "--fence", "--no-fence", "members", "handover", "postgresql"];
        foreach (var word in words)
        {
            Assert.Contains(word, script, StringComparison.Ordinal);
            Assert.DoesNotContain(word, Script(shell), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EverySnapshotHasATest() => Assert.Equal(
        ["CompletionTests.Bash.bash", "CompletionTests.Fish.fish", "CompletionTests.Zsh.zsh"],
        Snapshot.Names().Where(name => name.StartsWith($"{nameof(CompletionTests)}.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void LibraryHasNone()
    {
        var compilation =
            GeneratorHost.Compile(
                "internal static class News { [Daemon] internal static void Fetch() { } }", OutputKind.DynamicallyLinkedLibrary);
        Assert.Null(GeneratorHost.Run(compilation).Compilation.GetTypeByMetadataName("Daemonize.CompilerServices.Completion"));
    }

    [Theory]
    [InlineData("Bash", "bash", "-n")]
    [InlineData("Zsh", "zsh", "-n")]
    [InlineData("Fish", "fish", "-n")]
    [InlineData("Bash", "shellcheck", "--shell=bash", "--severity=style")]
    public async Task ScriptIsAccepted(string shell, params string[] command) =>
        Assert.Empty(await ShellRunner.RunAsync(_folder, command[0], [.. command[1..], Save(shell)]));

    /// <summary>The shell reads exactly the text, so no part of it was interpreted.</summary>
    [Theory]
    [InlineData("bash", "source \"$1\"; verb=start named=' ' offered=; _daemonize_newsapp_options; echo $offered")]
    [InlineData("zsh",
        "compdef() { :; }; source $1; _describe() { print -rl -- ${(P)2}; }; PREFIX= CURRENT=3; words=(newsapp start ''); _daemonize_newsapp")]
    [InlineData("zsh",
        "compdef() { :; }; source $1; _describe() { print -rl -- ${(P)argv[-1]}; }; PREFIX=- CURRENT=3; words=(newsapp start -); _daemonize_newsapp")]
    [InlineData("fish", "source $argv[1]; complete -C 'newsapp start '")]
    [InlineData("fish", "source $argv[1]; complete -C 'newsapp start -'")]
    public async Task TextIsOnlyText(string shell, string command)
    {
        var script = Save(char.ToUpperInvariant(shell[0]) + shell[1..]);
        string[] args = shell == "fish" ? ["--no-config", "-c", command, script] : ["-c", command, shell, script];
        var output = await ShellRunner.RunAsync(_folder, shell, args);

        // _describe treats a backslash as an escape for the next character.
        var text = Hostile.Replace("&amp;", "&", StringComparison.Ordinal);
        text = shell == "zsh" ? text.Replace("\\", "\\\\", StringComparison.Ordinal) : text;
        Assert.Contains(shell == "bash" ? "--country" : text, output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "ran")), output);
    }

    [Theory]
    [InlineData("News App's $(touch ran)")]
    [InlineData("News.App-2")]
    [InlineData("Größe")]
    public async Task NameIsOnlyAName(string assembly)
    {
        var compilation = GeneratorHost.Compile(Source).WithAssemblyName(assembly);
        var script = Path.Combine(_folder, "script");
        foreach (var (shell, command) in new[] { ("Bash", "source \"$1\"; complete -p"),
            ("Zsh", "compdef() { print -rl -- $argv }; source $1") })
        {
            await File.WriteAllTextAsync(script, Script(shell, compilation), TestContext.Current.CancellationToken);
            var output = await ShellRunner.RunAsync(_folder, shell.ToLowerInvariant(), "-c", command, "shell", script);
            Assert.Contains("_daemonize_", output, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(script, Script("Fish", compilation), TestContext.Current.CancellationToken);
        Assert.Contains(
            "_daemonize_", await ShellRunner.RunAsync(_folder, "fish", "--no-config", "-c", "source $argv[1]; complete", script),
            StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "ran")));
    }

    /// <summary>Returns a script without most settings: their entries with descriptions, and their words in lists and patterns.</summary>
    private static string WithFewSettings(string script)
    {
        foreach (var setting in Setting.All.Except(InSnapshots))
        {
            var word = $"--(?:no-)?{setting.Name}";
            script = Regex.Replace(script, $@" \\\n +'?{word}(?::|\\t).*?(?=(?: \\)?$)", "", RegexOptions.Multiline);
            script = Regex.Replace(script, $@"(?: \| | |\|){word}(?=[ |)']|$)", "", RegexOptions.Multiline);
        }

        return script;
    }

    private static string Script(string shell, Compilation? compilation = null)
    {
        var output = GeneratorHost.Run(compilation ?? GeneratorHost.Compile(Source)).Compilation;
        Assert.Empty(
            output.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        var property = output.GetTypeByMetadataName("Daemonize.CompilerServices.Completion")!.GetMembers(shell).Single();
        var literals = property.DeclaringSyntaxReferences.Single().GetSyntax().DescendantTokens()
            .Where(static token => token.IsKind(SyntaxKind.Utf8StringLiteralToken));
        return string.Concat(literals.Select(static token => token.ValueText));
    }

    private string Save(string shell)
    {
        var file = Path.Combine(_folder, "script");
        File.WriteAllText(file, Script(shell));
        return file;
    }
}
