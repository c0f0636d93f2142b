namespace Daemonize.EndToEnd.Tests;

/// <summary>With unusual paths, all verbs work, and each message about a path is one line.</summary>
public sealed class OddPathTests : EndToEndTest
{
    /// <summary>
    /// Spaces, a newline, an escape sequence, characters that are special in shells and formats, and letters of one to four bytes.
    /// </summary>
    private const string Odd = "-a  b\nc\t\u001b[31m'\"$(x)`{0}%s*?\\;é漢🦊 ";
    private const string Shown = "-a  b?c??[31m'\"$(x)`{0}%s*?\\;é漢🦊 ";

    [Fact]
    [Trait("Issue", "5")]
    public async Task DirectoriesMayHaveAnyName()
    {
        var run = Sandbox.Environment["RUNTIME_DIRECTORY"] = Sandbox.Create(Odd + "run");
        var log = Sandbox.Environment["LOGS_DIRECTORY"] = Sandbox.Create(Odd + "log");
        Sandbox.WorkingDirectory = Sandbox.Create(Odd);
        await AssertEveryVerbWorksAsync(App.Test.File, new DaemonFiles($"{run}/count.pid", $"{log}/count.log"), starting: [], finding: []);
    }

    /// <summary>The paths are unusual and relative to an unusual directory. Meanwhile the daemon rotates and compresses the log.</summary>
    [Fact]
    [Trait("Issue", "5")]
    public async Task FilesMayHaveAnyName()
    {
        var place = Sandbox.WorkingDirectory = Sandbox.Create(Odd);
        var variables = Path.Combine(place, Odd);
        await File.WriteAllTextAsync(variables, "ODD='x y'\n", TestContext.Current.CancellationToken);
        var daemon = new DaemonFiles($"{place}/{Odd}.pid", $"{place}/{Odd}.log");
        string[] starting =
            [$"--log-file={Odd}.log", $"--working-directory={place}", $"--environment-file={variables}", "--log-max-size=4KB"];
        await AssertEveryVerbWorksAsync(
            App.Test.File,
            daemon,
            starting,
            [$"--pid-file={Odd}.pid"],
            process =>
            {
                Assert.Equal(place, process.CurrentDirectory);
                Assert.Contains("ODD=x y", process.Environment);
            });

        // The next daemon compresses what the previous one left uncompressed.
        (await Sandbox.ExecuteAsync(App.Test.File, ["start", "count", $"--pid-file={Odd}.pid", .. starting])).Succeeds();
        await Wait.UntilAsync(() => File.Exists(daemon.LogFile + ".1.gz"), "a log is compressed");
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task ProgramMayBeAnywhere()
    {
        var folder = Sandbox.Create(Odd + "app");
        foreach (var file in new DirectoryInfo(App.Test.Folder).EnumerateFiles())
        {
            file.CopyTo(Path.Combine(folder, file.Name));
        }

        var program = Path.Combine(folder, App.Test.Assembly);
        await AssertEveryVerbWorksAsync(
            program, Sandbox.Daemon("count"), [], [], process => Assert.Equal([program, "@daemon", "count"], process.CommandLine[..3]));
    }

    /// <summary>The first {0} is the unusual directory.</summary>
    [Theory]
    [InlineData(1, "cannot create {0}/no/x.pid.lock: no such file or directory; create its directory or choose another PidFile", "start",
        "--pid-file={0}/no/x.pid")]
    [InlineData(1, "cannot create the log {0}/no/x.log: no such file or directory; create its directory or choose another LogFile", "start",
        "--log-file={0}/no/x.log")]
    [InlineData(1, "cannot start wait: cannot enter the working directory {0}/no: no such file or directory", "start",
        "--working-directory={0}/no")]
    [InlineData(1, "cannot read the environment file {0}/no: no such file or directory", "start", "--environment-file={0}/no")]
    [InlineData(1, "will not use {0}/link: it is a symbolic link; remove it or choose another PidFile", "start", "--pid-file={0}/link")]
    [InlineData(1, "will not use the log {0}/link: it is a symbolic link; remove it or choose another LogFile", "start",
        "--log-file={0}/link")]
    [InlineData(1, "there is no log {0}/no.log yet; 'start' creates it", "logs", "--log-file={0}/no.log")]
    [InlineData(1, "cannot create {0}/no/x.pid.lock: no such file or directory; create its directory or choose another PidFile", "once",
        "--pid-file={0}/no/x.pid")]
    [Trait("Issue", "5")]
    public async Task MistakeIsOneLine(int exitCode, string error, string verb, string option)
    {
        var place = Sandbox.Create(Odd);
        File.CreateSymbolicLink(Path.Combine(place, "link"), "/tmp/x");
        var result =
            (await Sandbox.RunAsync(App.Test, verb, "wait", option.Replace("{0}", place, StringComparison.Ordinal))).FailsInOneLine(
                App.Test, exitCode);
        Assert.Equal($"testapp: {error.Replace("{0}", Path.Combine(Sandbox.Root, Shown), StringComparison.Ordinal)}\n", result.Error);
    }

    [Theory]
    [InlineData("stop", 0, "wait is not running; {0} is a symbolic link; left as it is\n")]
    [InlineData("status", 1, "wait  dead  its pid file {0} is a symbolic link\n")]
    [Trait("Issue", "5")]
    public async Task NoteIsOneLine(string verb, int exitCode, string output)
    {
        var path = Path.Combine(Sandbox.Root, Odd);
        File.CreateSymbolicLink(path, "/tmp/x");
        var result = (await Sandbox.RunAsync(App.Test, verb, "wait", "--pid-file", path)).ExitsWith(exitCode);
        Assert.Equal(
            (output.Replace("{0}", Path.Combine(Sandbox.Root, Shown), StringComparison.Ordinal), ""), (result.Output, result.Error));
    }

    /// <summary>Only the end of the log, which is quoted text, has more than one line.</summary>
    [Fact]
    [Trait("Issue", "5")]
    public async Task EndOfTheLogStandsBelowTheLine()
    {
        var log = Path.Combine(Sandbox.Create(Odd), "x.log");
        Sandbox.Environment["OWNMAIN_DOES"] = "throw";
        var start = (await Sandbox.RunAsync(App.OwnMain, "start", "patient", "--log-file", log)).ExitsWith(1);
        var lines = start.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.EndsWith($"; its log {Sandbox.Root}/{Shown}/x.log ends with:", lines[0], StringComparison.Ordinal);
        Assert.InRange(lines.Length, 2, 100);
        Assert.All(lines[1..], static line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
    }

    private async Task AssertEveryVerbWorksAsync(
        string program, DaemonFiles daemon, string[] starting, string[] finding, Action<ProcessView>? inspect = null)
    {
        (await Sandbox.ExecuteAsync(program, ["start", "count", .. finding, .. starting])).Succeeds();
        var first = daemon.Process;
        inspect?.Invoke(first);
        Assert.Equal($"{first.Pid}\n", await File.ReadAllTextAsync(daemon.PidFile, TestContext.Current.CancellationToken));
        Assert.StartsWith(
            $"count is already running (pid {first.Pid})",
            (await Sandbox.ExecuteAsync(program, ["start", "count", .. finding])).Succeeds().Output, StringComparison.Ordinal);
        Assert.StartsWith(
            $"count  running  pid {first.Pid}  up ",
            (await Sandbox.ExecuteAsync(program, ["status", "count", .. finding])).Succeeds().Output, StringComparison.Ordinal);

        (await Sandbox.ExecuteAsync(program, ["restart", "count", .. finding])).Succeeds();
        Assert.NotEqual(first.Pid, daemon.Process.Pid);
        inspect?.Invoke(daemon.Process);
        string[] log = [.. starting.Where(static option => option.StartsWith("--log-file", StringComparison.Ordinal))];
        await Wait.UntilAsync(() => daemon.Log.Contains(" number ", StringComparison.Ordinal), "there are lines again");
        Assert.Contains(
            " number ", (await Sandbox.ExecuteAsync(program, ["logs", "count", "-n", "1000", .. log])).Succeeds().Output,
            StringComparison.Ordinal);
        (await Sandbox.ExecuteAsync(program, ["stop", "count", .. finding])).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
        (await Sandbox.ExecuteAsync(program, ["status", "count", .. finding])).ExitsWith(3);
    }
}
