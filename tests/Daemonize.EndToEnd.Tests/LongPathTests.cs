namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// Paths at and beyond the limits of the system: PATH_MAX, 4096 bytes including the NUL, and NAME_MAX, 255 for each name.
/// </summary>
public sealed class LongPathTests : EndToEndTest
{
    private const int DirectoryLength = 4000;
    private const int PathMax = 4096;
    private const int NameMax = 255;

    [Fact]
    [Trait("Issue", "5")]
    public async Task FourThousandCharactersAreFine()
    {
        var place = CreateLong();
        var variables = place + "/env";
        await File.WriteAllTextAsync(variables, "FROM=afar\n", TestContext.Current.CancellationToken);
        var daemon = new DaemonFiles(place + "/a.pid", place + "/a.log");
        string[] finding = ["--pid-file", daemon.PidFile];
        string[] starting =
            ["--log-file", daemon.LogFile, "--working-directory", place, "--environment-file", variables, "--input", place + "/input",
                "--interval", "1h"];

        (await Sandbox.RunAsync(App.Test, ["start", "options", .. finding, .. starting])).Succeeds();
        AssertIsThere();
        (await Sandbox.RunAsync(App.Test, ["status", "options", .. finding])).Succeeds();
        (await Sandbox.RunAsync(App.Test, ["restart", "options", .. finding])).Succeeds();
        AssertIsThere();
        Assert.Contains(
            "info  options: started", (await Sandbox.RunAsync(App.Test, "logs", "options", "--log-file", daemon.LogFile)).Succeeds().Output,
            StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, ["stop", "options", .. finding])).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
        Assert.All(
            await Sandbox.OutputAsync("options", count: 2), line => Assert.Contains($"|{place}/input|", line, StringComparison.Ordinal));

        void AssertIsThere()
        {
            Assert.Equal(place, daemon.Process.CurrentDirectory);
            Assert.Contains("FROM=afar", daemon.Process.Environment);
            Assert.Equal(daemon.LogFile, daemon.Process.Descriptors[1]);
        }
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task RuntimeAndLogDirectoryMayBeAsLong()
    {
        var place = CreateLong();
        Sandbox.Environment["RUNTIME_DIRECTORY"] = place;
        Sandbox.Environment["LOGS_DIRECTORY"] = place;
        var daemon = new DaemonFiles(place + "/wait.pid", place + "/wait.log");
        foreach (var verb in (string[])["start", "status", "restart", "logs", "stop"])
        {
            (await Sandbox.RunAsync(App.Test, verb, "wait")).Succeeds();
            Assert.Equal(verb != "stop", daemon.IsLocked);
        }

        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    /// <summary>
    /// The error is one line that shows the reason however long the path before it is; no file is created and no process runs.
    /// </summary>
    [Theory]
    [InlineData("start", "--pid-file", 1)]
    [InlineData("start", "--log-file", 1)]
    [InlineData("start", "--error-file", 1)]
    [InlineData("start", "--working-directory", 1)]
    [InlineData("start", "--environment-file", 1)]
    [InlineData("restart", "--working-directory", 1)]
    [InlineData("once", "--pid-file", 1)]
    [InlineData("stop", "--pid-file", 1)]
    [InlineData("logs", "--log-file", 1)]
    [Trait("Issue", "5")]
    public async Task LongerThanThePathMaxIsRefused(string verb, string option, int exitCode)
    {
        var path = CreateLong() + '/' + new string('x', NameMax) + "/y";
        Assert.True(path.Length >= PathMax, "it is not too long");
        var result = await Sandbox.RunAsync(App.Test, verb, "wait", option, path);
        var wayOut = verb == "start" && option is "--log-file" or "--error-file" ? "; choose another LogFile, or set LOGS_DIRECTORY" : "";
        var error = (verb == "restart" ? result with { Output = "" } : result).FailsInOneLine(App.Test, exitCode).Error;
        Assert.EndsWith($": file name too long{wayOut}\n", error, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task StatusOfWhatCannotBeIsUnknown()
    {
        var path = CreateLong() + '/' + new string('x', NameMax);
        var status = (await Sandbox.RunAsync(App.Test, "status", "wait", "--pid-file", path)).ExitsWith(4);
        Assert.EndsWith(": file name too long\n", status.Output, StringComparison.Ordinal);
        Assert.Equal(1, status.Output.Count(static letter => letter == '\n'));
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task LogsOfADirectoryWithTooLongANameCannotBeRead()
    {
        var path = $"{Sandbox.Root}/{new string('x', NameMax + 1)}/a.log";
        var logs = (await Sandbox.RunAsync(App.Test, "logs", "wait", "--log-file", path)).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: cannot read the logs {path}: file name too long\n", logs.Error);
    }

    /// <summary>The name of the lock file is the longest: it has five letters more than the pid file's.</summary>
    [Theory]
    [InlineData(NameMax - 5, 0)]
    [InlineData(NameMax - 4, 1)]
    [Trait("Issue", "5")]
    public async Task NameMayBeAsLongAsItsLockFileAllows(int length, int exitCode)
    {
        var path = Path.Combine(Sandbox.RuntimeDirectory, new string('n', length));
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", "--pid-file", path)).ExitsWith(exitCode);
        Assert.Equal(exitCode == 0 ? "" : $"testapp: cannot write {path}.lock: file name too long\n", start.Error);
        Assert.Equal(exitCode == 0, File.Exists(path));
    }

    private string CreateLong()
    {
        var path = Sandbox.Root;
        while (path.Length < DirectoryLength)
        {
            path += '/' + new string('d', Math.Min(200, Math.Max(1, DirectoryLength - path.Length - 1)));
        }

        return Directory.CreateDirectory(path).FullName;
    }
}
