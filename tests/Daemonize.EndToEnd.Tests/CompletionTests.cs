namespace Daemonize.EndToEnd.Tests;

/// <summary>The scripts that <c>completion</c> prints, in real shells.</summary>
public sealed class CompletionTests : EndToEndTest
{
    /// <summary>From the table of verbs; the scripts as text are snapshots of the generator's tests.</summary>
    private static readonly string Verbs = string.Join(' ', Verb.All.Select(static verb => verb.Name));
    private const string Further = "… ";
    private const string Settings =
        "--initial-delay --instances --pid-file --log-compress --no-log-compress --umask --environment --help -h";
    private const string SettingsOfTicks = "--interval --align-to-clock --no-align-to-clock --overlap --max-failures";
    private const string OptionsOfOptions =
        "--title -t --count --ratio --loud --no-loud -l --volume --pause --since --address --input --folder --id --host --limit --tags " +
        SettingsOfTicks;

    /// <summary>A command line, and the words that can complete it. "…" stands for further ones.</summary>
    public static TheoryData<string, string> Lines => new()
    {
        { "testapp ", Verbs },
        { "testapp sta", "start status" },
        { "TestApp sta", "start status" },
        { "testapp x", "" },
        { "testapp -", "--help -h --version" },
        { "testapp help ", Verbs.Replace(" help", " settings", StringComparison.Ordinal) },
        { "testapp help stop ", "" },
        { "testapp start ti", "tick tidy" },
        { "testapp start tick ti", "tidy" },
        { "testapp status tick tidy ti", "" },
        { "testapp run ti", "tick tidy" },
        { "testapp run tick ti", "" },
        { "testapp start -- ti", "tick tidy" },
        { "testapp start -- -", "" },
        { "testapp start -- tick ti", "tidy" },
        { "testapp completion ", "bash zsh fish" },
        { "testapp unit ", "systemd supervisord logrotate tmpfiles kubernetes launchd postgresql" },
        { "testapp unit systemd tid", "tidy" },
        { "testapp install tidy --dry", "--dry-run" },
        { "testapp uninstall -", "--user --dry-run --help -h" },
        { "testapp completion bash ", "" },
        { "testapp completion -", "--help -h" },
        { "testapp start wait -", Further + Settings },
        { "testapp start options -", $"{Further}{OptionsOfOptions} {Settings}" },
        { "testapp once secretive wait -", $"{Further}--secret {Settings}" },
        { "testapp try-restart tick secretive -", $"{Further}{SettingsOfTicks} --secret {Settings}" },
        { "testapp start --s", "--since --secret --start-timeout --stop-timeout" },
        { "testapp start --interv", "--interval" },
        { "testapp start wait --int", "" },
        { "testapp start wait --se", "" },
        { "testapp stop options -", "--stop-timeout --pid-file --log-file --error-file --user --signal --kill --timeout --help -h" },
        { "testapp status -", "--pid-file --log-file --error-file --format --watch --help -h" },
        { "testapp list -", "--format --watch --help -h" },
        { "testapp reload -", "--pid-file --log-file --error-file --timeout --help -h" },
        { "testapp tick -", "--pid-file --log-file --error-file --timeout --help -h" },
        { "testapp tick ti", "tick tidy" },
        { "testapp members team -", "--cluster --format --timeout --help -h" },
        { "testapp members yearly cons", "consume" },
        { "testapp handover -", "--pid-file --log-file --error-file --timeout --help -h" },
        { "testapp handover cons", "consume" },
        { "testapp handover shared cons", "" },
        { "testapp status --format ", "text json" },
        { "testapp logs -", "--pid-file --log-file --error-file --follow -f --lines -n --since --format --help -h" },
        { "testapp history -", "--pid-file --log-file --error-file --lines -n --since --format --help -h" },
        { "testapp history --format ", "text json csv" },
        { "testapp logs --follow ti", "tick tidy" },
        { "testapp logs -n ti", "" },
        { "testapp logs -n 5 ti", "tick tidy" },
        { "testapp logs --format ", "text json" },
        { "testapp start --volume ", "silent very-loud" },
        { "testapp start options --volume ve", "very-loud" },
        { "testapp stop --volume ve", "" },
        { "testapp start --title ti", "" },
        { "testapp start -t ti", "" },
        { "testapp start -t ti ti", "tick tidy" },
        { "testapp start -l ti", "tick tidy" },
        { "testapp start --no-loud ti", "tick tidy" },
        { "testapp start --title=tick ti", "tick tidy" },
        { "testapp start --title= ti", "tick tidy" },
        { "testapp start --address http://tick:80/?a=b ti", "tick tidy" },
    };

    /// <summary>The same for values in one word with their option, which every shell splits differently.</summary>
    public static TheoryData<string, string> Values => new()
    {
        { "testapp start --volume=", "silent very-loud" },
        { "testapp start --volume=ve", "very-loud" },
        { "testapp start --volume=x", "" },
        { "testapp start --title=ti", "" },
        { "testapp start --no-loud=", "" },
        { "testapp start --nothing=", "" },
        { "testapp start --input=fi", "file|file one" },
        { "testapp start --folder=", "folder" },
        { "testapp start --folder=fo", "folder" },
    };

    public static TheoryData<string, string> Paths => new()
    {
        { "testapp start --input fi", "file|file one" },
        { "testapp start --input f", "file|file one|folder" },
        { "testapp start --folder f", "folder" },
        { "testapp status --pid-file fi", "file|file one" },
        { "testapp start --working-directory ", "folder" },
        { "testapp start --input file --folder fo", "folder" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    [MemberData(nameof(Values))]
    [MemberData(nameof(Paths))]
    public async Task BashCompletes(string line, string words)
    {
        var script = await PrepareAsync("bash");
        var result =
            (await Sandbox.ExecuteAsync(Tools.Bash, "--norc", "--noprofile", Tools.Script("complete.bash"), script, line)).Succeeds();
        AssertReplies(words, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    [MemberData(nameof(Values))]
    [MemberData(nameof(Paths))]
    public async Task FishCompletes(string line, string words)
    {
        var script = await PrepareAsync("fish");
        var result =
            (await Sandbox.ExecuteAsync(Tools.Fish, "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", script, line)).Succeeds();

        // A reply is a whole word, a tab and a description; directories end in a slash; if nothing begins with the prefix, words that
        // contain it.
        var prefix = line[(line.LastIndexOf(' ') + 1)..];
        var option = prefix.StartsWith('-') ? prefix[..(prefix.IndexOf('=', StringComparison.Ordinal) + 1)] : "";
        var replies = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(reply => reply.Split('\t')[0].TrimEnd('/'))
            .Where(reply => reply.StartsWith(prefix, StringComparison.Ordinal))
            .Select(reply => reply[option.Length..]);

        // fish also offers options where a word may begin with any character.
        AssertReplies(words, line == "testapp " ? replies.Where(reply => reply[0] != '-') : replies);
    }

    /// <summary>Keys typed in a terminal, and the arguments that the program receives.</summary>
    [Theory]
    [InlineData("bash", "testapp stat\t\n", "<status>")]
    [InlineData("bash", "TestApp start --volume=ve\t\n", "<start><--volume=very-loud>")]
    [InlineData("bash", "testapp start --volume=\"ve\t\n", "<start><--volume=very-loud>")]
    [InlineData("bash", "testapp start --input=file\\ \t\n", "<start><--input=file one>")]
    [InlineData("bash", "testapp start --input 'file \t\n", "<start><--input><file one>")]
    [InlineData("bash", "testapp start --folder fo\ttick\n", "<start><--folder><folder/tick>")]
    [InlineData("zsh", "testapp stat\t\n", "<status>")]
    [InlineData("zsh", "TestApp start --volume=ve\t\n", "<start><--volume=very-loud>")]
    [InlineData("zsh", "testapp start --volume ve\t\n", "<start><--volume><very-loud>")]
    [InlineData("zsh", "testapp start options --vo\tsi\t\n", "<start><options><--volume><silent>")]
    [InlineData("zsh", "testapp start wait --vo\t\n", "<start><wait><--vo>")]
    [InlineData("zsh", "testapp start tick ti\t\n", "<start><tick><tidy>")]
    [InlineData("zsh", "testapp start -- tid\t\n", "<start><--><tidy>")]
    [InlineData("zsh", "testapp start --title tid\t\n", "<start><--title><tid>")]
    [InlineData("zsh", "testapp start --input=file\\ \t\n", "<start><--input=file one>")]
    [InlineData("zsh", "testapp start --folder fo\ttick\n", "<start><--folder><folder/tick>")]
    [InlineData("zsh", "testapp completion fi\t\n", "<completion><fish>")]
    [InlineData("zsh", "testapp unit ku\ttid\t\n", "<unit><kubernetes><tidy>")]
    public async Task TabCompletesInATerminal(string shell, string keys, string arguments)
    {
        await using var terminal = await OpenAsync(shell, $"source '{await PrepareAsync(shell)}'");
        terminal.Type(keys);
        await terminal.WaitForOutputAsync(arguments + "\r\n");
        await CloseAsync(terminal);
    }

    [Theory]
    [InlineData("testapp sta\t", "start   -- Start, and return when ready")]
    [InlineData("testapp run ti\t", "tick  -- Adds a line to the file \"ticks\" 50 times a second (every 20ms)")]
    [InlineData("testapp logs -\t", "-f  -- Follow the log until Ctrl-C")]
    public async Task ZshTellsWhatTheWordsAre(string keys, string line)
    {
        await using var terminal = await OpenAsync("zsh", $"source '{await PrepareAsync("zsh")}'");
        terminal.Type(keys);
        await terminal.WaitForOutputAsync(line);
        terminal.Type("\u0015");
        await CloseAsync(terminal);
    }

    [Fact]
    public async Task ZshFindsTheScriptByTheNameOfTheCommand()
    {
        var script = await PrepareAsync("zsh");
        File.Move(script, Path.Combine(Sandbox.Root, "_TestApp"));
        await using var terminal = await OpenAsync("zsh", $"fpath=('{Sandbox.Root}' $fpath); compinit -u -D");
        terminal.Type("testapp stat\t\n");
        await terminal.WaitForOutputAsync("<status>\r\n");
        terminal.Type("TestApp once tid\t\n");
        await terminal.WaitForOutputAsync("<once><tidy>\r\n");
        await CloseAsync(terminal);
    }

    [Fact]
    public async Task FishTellsWhatTheWordsAre()
    {
        var script = await PrepareAsync("fish");
        var output =
            (await Sandbox.ExecuteAsync(
                Tools.Fish, "--no-config", "-c", "source $argv; complete -C 'testapp sta'", script)).Succeeds().Output;
        Assert.Equal("start\tStart, and return when ready\nstatus\tShow whether it runs, since when, and its ticks\n", output);
    }

    [Theory]
    [InlineData("completion takes bash, zsh or fish; ", "completion")]
    [InlineData("completion takes bash, zsh or fish, not 'ksh'; ", "completion", "ksh")]
    [InlineData("completion takes bash, zsh or fish, not 'Bash'; ", "completion", "Bash")]
    [InlineData("completion takes bash, zsh or fish, not 'bash zsh'; ", "completion", "bash", "zsh")]
    public async Task OtherShellIsAUsageError(string complaint, params string[] args)
    {
        var error = (await Sandbox.RunAsync(App.Test, args)).FailsInOneLine(App.Test, 2).Error;
        Assert.Equal(
            $"testapp: {complaint}to install it: TestApp completion bash > ~/.local/share/bash-completion/completions/TestApp\n", error);
        Assert.Empty(Sandbox.Snapshot());
    }

    /// <summary>Writes the script, and creates files to complete.</summary>
    private async Task<string> PrepareAsync(string shell)
    {
        Sandbox.Environment["HOME"] = Sandbox.Root;
        Sandbox.Environment["TERM"] = "dumb";
        Sandbox.WorkingDirectory = Sandbox.Create("work");
        Sandbox.Create("work/folder");
        foreach (var file in new[] { "file", "file one" })
        {
            await File.WriteAllTextAsync(Path.Combine(Sandbox.WorkingDirectory, file), "", TestContext.Current.CancellationToken);
        }

        var script = Path.Combine(Sandbox.Root, "script");
        var text = (await Sandbox.RunAsync(App.Test, "completion", shell)).Succeeds().Output;
        await File.WriteAllTextAsync(script, text, TestContext.Current.CancellationToken);
        return script;
    }

    /// <summary>Opens an interactive shell in which both commands print their arguments.</summary>
    private async Task<TerminalSession> OpenAsync(string shell, string setUp)
    {
        var terminal = shell == "bash"
            ? new TerminalSession(Sandbox, Tools.Bash, "--norc", "--noprofile", "-i")
            : new TerminalSession(Sandbox, Tools.Zsh, "-f", "-i");
        var compinit = shell == "zsh" ? "autoload -Uz compinit; compinit -u -D; " : "";

        // The echo of this must not look like the prompt.
        terminal.Type(
            $"testapp() {{ printf '<%s>' \"$@\"; echo; }}; TestApp() {{ testapp \"$@\"; }}; {compinit}{setUp}; PS1='rea''dy> '\n");
        await terminal.WaitForOutputAsync("ready> ");
        return terminal;
    }

    private static async Task CloseAsync(TerminalSession terminal)
    {
        terminal.Type("exit\n");
        await terminal.Command.CompleteAsync();
    }

    // The order depends on the shell.
    private static void AssertReplies(string words, IEnumerable<string> replies)
    {
        var expected = words.Split(words.StartsWith("file", StringComparison.Ordinal) ? '|' : ' ', StringSplitOptions.RemoveEmptyEntries);
        string[] all = [.. replies];
        var isPart = words.StartsWith(Further, StringComparison.Ordinal);
        Assert.Equal(
            (isPart ? expected[1..] : expected).Order(StringComparer.Ordinal),
            (isPart ? all.Intersect(expected) : all).Order(StringComparer.Ordinal));
        Assert.Equal(all.Distinct(), all);
    }
}
