using System.Reflection;
using Programs = Daemonize.EndToEnd.Tests.Infrastructure.Tools;

namespace Daemonize.Tool.Tests;

/// <summary>The scripts that <c>completion</c> prints, in real shells.</summary>
public sealed class CompletionInShellsTests : ToolTest
{
    /// <summary>Command lines, and the words that complete them.</summary>
    public static TheoryData<string, string> Lines => new()
    {
        { "daemonize sta", "status start" },
        { "daemonize list --", "--running --watch --format --host --ssh --timeout --help" },
        { "daemonize list --format ", "text json" },
        { "daemonize completion ", "bash zsh fish pwsh" },
        { "daemonize stop testapp/unmis", "testapp/unmistakable" },
        { "daemonize stop \"testapp/unmis", "testapp/unmistakable" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    [InlineData("daemonize x", "")]
    [InlineData("daemonize list -- --", "")]
    [InlineData("daemonize list --format=", "text json")]
    [InlineData("daemonize list --format=j", "json")]
    public async Task BashCompletes(string line, string words)
    {
        var script = await PrepareAsync("bash");
        string[] args = ["--norc", "--noprofile", Programs.Script("complete.bash"), script, line];
        var result = (await Sandbox.ExecuteAsync(Programs.Bash, args)).Succeeds();
        Assert.Equal(WordsOf(words), result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    [InlineData("daemonize x", "")]
    [InlineData("daemonize list -- --", "")]
    [InlineData("daemonize list --format=j", "--format=json")]
    public async Task FishCompletes(string line, string words)
    {
        var script = await PrepareAsync("fish");
        string[] args = ["--no-config", "-c", "source $argv[1]; complete -C $argv[2]", script, line];
        var result = (await Sandbox.ExecuteAsync(Programs.Fish, args)).Succeeds();

        // A word, a tab and its description.
        var replies = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static reply => reply.Split('\t')[0]);
        Assert.Equal(WordsOf(words), replies);
    }

    /// <summary>Where there is no word, PowerShell offers files.</summary>
    [Theory]
    [MemberData(nameof(Lines))]
    [InlineData("daemonize list --format=j", "--format=json")]
    public async Task PowerShellCompletes(string line, string words)
    {
        var script = await PrepareAsync("pwsh");
        var quoted = line.Replace("'", "''", StringComparison.Ordinal);
        var command = $"Get-Content -Raw '{script}' | Invoke-Expression; " +
            $"(TabExpansion2 '{quoted}' -cursorColumn {line.Length}).CompletionMatches | ForEach-Object ListItemText";
        string[] args = [PowerShell, "-NoProfile", "-NonInteractive", "-Command", command];
        var result = (await Sandbox.ExecuteAsync(Programs.Dotnet, args)).Succeeds();
        Assert.Equal(words, string.Join(' ', result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>Keys typed in a terminal, and the arguments that the tool would receive.</summary>
    [Theory]
    [InlineData("bash", "daemonize forg\t\n", "<forget>")]
    [InlineData("bash", "daemonize list --format=j\t\n", "<list><--format=json>")]
    [InlineData("bash", "daemonize stop testapp/unmis\t\n", "<stop><testapp/unmistakable>")]
    [InlineData("zsh", "daemonize forg\t\n", "<forget>")]
    [InlineData("zsh", "daemonize list --format=j\t\n", "<list><--format=json>")]
    [InlineData("zsh", "daemonize list --format j\t\n", "<list><--format><json>")]
    [InlineData("zsh", "daemonize stop testapp/unmis\t\n", "<stop><testapp/unmistakable>")]
    [InlineData("zsh", "daemonize compl\tpw\t\n", "<completion><pwsh>")]
    public async Task TabCompletesInATerminal(string shell, string keys, string arguments)
    {
        await using var terminal = await OpenAsync(shell, $"source '{await PrepareAsync(shell)}'");
        terminal.Type(keys);
        await terminal.WaitForOutputAsync(arguments + "\r\n");
        await CloseAsync(terminal);
    }

    [Fact]
    public async Task ZshTellsWhatTheWordsAre()
    {
        await using var terminal = await OpenAsync("zsh", $"source '{await PrepareAsync("zsh")}'");
        terminal.Type("daemonize sta\t");
        await terminal.WaitForOutputAsync("start   -- Start with the options of the last start");
        terminal.Type("\u0015");
        await CloseAsync(terminal);
    }

    [Fact]
    public async Task ZshFindsTheScriptByTheNameOfTheCommand()
    {
        var script = await PrepareAsync("zsh");
        File.Move(script, Path.Combine(Sandbox.Root, "_daemonize"));
        await using var terminal = await OpenAsync("zsh", $"fpath=('{Sandbox.Root}' $fpath); compinit -u -D");
        terminal.Type("daemonize forg\t\n");
        await terminal.WaitForOutputAsync("<forget>\r\n");
        terminal.Type("daemonize completion fi\t\n");
        await terminal.WaitForOutputAsync("<completion><fish>\r\n");
        await CloseAsync(terminal);
    }

    private static string[] WordsOf(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string PowerShell { get; } = Assert.Single(
        typeof(CompletionInShellsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>(),
        static attribute => attribute.Key == nameof(PowerShell)).Value!;

    /// <summary>Writes the script, starts a daemon to name, and lets the shell find the tool.</summary>
    private async Task<string> PrepareAsync(string shell)
    {
        await StartAsync("unmistakable");
        Sandbox.Environment["HOME"] = Sandbox.Root;
        Sandbox.Environment["TERM"] = "dumb";
        Sandbox.Environment["PATH"] = $"{Tool.Folder}:{Environment.GetEnvironmentVariable("PATH")}";
        var script = Path.Combine(Sandbox.Root, "script");
        var text = (await RunAsync("completion", shell)).Succeeds().Output;
        await File.WriteAllTextAsync(script, text, TestContext.Current.CancellationToken);
        return script;
    }

    /// <summary>Opens an interactive shell in which the command prints its arguments, unless the script calls it.</summary>
    private async Task<TerminalSession> OpenAsync(string shell, string setUp)
    {
        var terminal = shell == "bash"
            ? new TerminalSession(Sandbox, Programs.Bash, "--norc", "--noprofile", "-i")
            : new TerminalSession(Sandbox, Programs.Zsh, "-f", "-i");
        var compinit = shell == "zsh" ? "autoload -Uz compinit; compinit -u -D; " : "";

        // The echo of this must not look like the prompt.
        terminal.Type(
            "daemonize() { if [[ $1 == @* ]]; then command daemonize \"$@\"; else printf '<%s>' \"$@\"; echo; fi; }; " +
            $"{compinit}{setUp}; PS1='rea''dy> '\n");
        await terminal.WaitForOutputAsync("ready> ");
        return terminal;
    }

    private static async Task CloseAsync(TerminalSession terminal)
    {
        terminal.Type("exit\n");
        await terminal.Command.CompleteAsync();
    }
}
