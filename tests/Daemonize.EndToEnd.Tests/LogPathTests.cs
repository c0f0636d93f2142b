namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// Log and pid paths that are not regular files: the caller's streams, devices, text that no shell has expanded. One line says so and
/// suggests a harmless alternative.
/// </summary>
public sealed class LogPathTests : EndToEndTest
{
    private const string Target = "takes the path of a file, or null, syslog or journal";
    private const string Tilde = "only a shell expands '~'; write the whole path, or begin with './'";
    private const string Variable = "only a shell expands variables; write the whole path, or begin with './'";

    [Theory]
    [InlineData("-", "/dev/stdout")]
    [InlineData("stdout", "/dev/stdout")]
    [InlineData("console", "/dev/stdout")]
    [InlineData("STDERR", "/dev/stderr")]
    [InlineData("/dev/stdout", "/dev/stdout")]
    [InlineData("/dev/stderr", "/dev/stderr")]
    [InlineData("//dev/./fd/1", "//dev/./fd/1")]
    [InlineData("/proc/self/fd/1", "/proc/self/fd/1")]
    [InlineData("/proc/1/fd/1", "/proc/1/fd/1")]
    [InlineData("/dev/tty", "/dev/tty")]
    [Trait("Issue", "15")]
    public async Task StreamOfTheCallerIsForRun(string text, string shown)
    {
        var expected =
            $"testapp: will not use the log {shown}: a daemon that is started has no stream of its caller's; "
            + "use 'run', which logs to standard output, or choose another LogFile\n";
        Assert.Equal(expected, (await Sandbox.RunAsync(App.Test, "start", "wait", "--log-file", text)).FailsInOneLine(App.Test, 2).Error);
        Assert.Equal(
            expected, (await Sandbox.RunAsync(App.Test, "start", "wait", "--error-file=" + text)).FailsInOneLine(App.Test, 2).Error);
        Sandbox.Environment["DAEMONIZE_TESTAPP_WAIT_LOG_FILE"] = text;
        Assert.Equal(expected, (await Sandbox.RunAsync(App.Test, "start", "wait")).FailsInOneLine(App.Test, 2).Error);
        var logs = (await Sandbox.RunAsync(App.Test, "logs", "wait")).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: wait logs to {shown}, where only what shows the output of 'run' can find it\n", logs.Error);

        // "once" uses that stream.
        Sandbox.Environment["DAEMONIZE_TESTAPP_TICK_LOG_FILE"] = text;
        Assert.Contains("tick: stopped", (await Sandbox.RunAsync(App.Test, "once", "tick")).ExitsWith(0).Error, StringComparison.Ordinal);
        Assert.Contains(
            "tick: stopped", (await Sandbox.RunAsync(App.Test, "once", "tick", "--log-file", text)).ExitsWith(0).Error,
            StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
        Assert.All(Directory.GetFiles(Sandbox.LogDirectory), file => Assert.Equal(Sandbox.Daemon("wait").LogFile, file));
    }

    [Theory]
    [InlineData("log-file", "~/x.log", Target, Tilde)]
    [InlineData("log-file", "~root/x.log", Target, Tilde)]
    [InlineData("error-file", "~/x.log", Target, Tilde)]
    [InlineData("log-file", "$HOME/x.log", Target, Variable)]
    [InlineData("error-file", "${HOME}/x.log", Target, Variable)]
    [InlineData("log-file", "Journal", Target, "write 'journal', or './Journal' for a file")]
    [InlineData("log-file", "NULL", Target, "write 'null', or './NULL' for a file")]
    [InlineData("pid-file", "~/x.pid", "takes the path of a file", Tilde)]
    [InlineData("pid-file", "-", "takes the path of a file", "'-' is not the name of a file; write './-' if it is")]
    [InlineData("pid-file", "/dev/null", "takes the path of a file", "what lies there is not a file; write a name such as news.pid")]
    [InlineData("pid-file", "/dev/stdout", "takes the path of a file", "what lies there is not a file; write a name such as news.pid")]
    [InlineData("pid-file", "/proc/self/fd/1", "takes the path of a file", "what lies there is not a file; write a name such as news.pid")]
    [Trait("Issue", "15")]
    public async Task TextThatIsNoPathIsRefused(string option, string text, string takes, string reason)
    {
        foreach (var verb in new[] { "start", "run" })
        {
            var given = (await Sandbox.RunAsync(App.Test, verb, "wait", $"--{option}={text}")).FailsInOneLine(App.Test, 2);
            Assert.Equal($"testapp: --{option} {takes}, not '{text}': {reason}\n", given.Error);
        }

        var variable = "DAEMONIZE_TESTAPP_WAIT_" + option.Replace('-', '_').ToUpperInvariant();
        Sandbox.Environment[variable] = text;
        var set = (await Sandbox.RunAsync(App.Test, "start", "wait")).FailsInOneLine(App.Test, 2);
        Assert.Equal($"testapp: {variable} {takes}, not '{text}': {reason}; correct or unset this environment variable\n", set.Error);
        Assert.Empty(Sandbox.Processes);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Sandbox.RuntimeDirectory));
    }

    /// <summary>/dev/log and similar paths: root must be able to follow the advice without breaking the machine.</summary>
    [Theory]
    [InlineData("ln -s /nowhere /dev/link", "/dev/link", "it is a symbolic link")]
    [InlineData("mkfifo /dev/fifo", "/dev/fifo", "it is a FIFO that nobody reads")]
    [InlineData("mknod /dev/gone c 240 99", "/dev/gone", "it is a socket, or a device that is not there")]
    [Trait("Issue", "15")]
    public async Task NobodyIsAdvisedToRemoveADevice(string prepare, string path, string reason)
    {
        var result = await Sandbox.RunInMountNamespaceAsync($"""
            mount -t tmpfs none /dev
            mknod -m 666 /dev/null c 1 3
            mknod -m 666 /dev/urandom c 1 9
            {prepare}
            if "$app" start wait --log-file {path}; then fail "started"; fi
            """);
        Assert.Equal($"testapp: will not use the log {path}: {reason}; choose another LogFile\n", result.Error);
    }

    [Fact]
    [Trait("Issue", "15")]
    public async Task FilesOfSuchNamesHaveTheirDirectory()
    {
        Sandbox.WorkingDirectory = Sandbox.LogDirectory;
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--log-file", "./stdout")).Succeeds();
        await Wait.ForFileAsync(
            Path.Combine(Sandbox.LogDirectory, "stdout"), static log => log.Contains("wait: started", StringComparison.Ordinal));
    }

    /// <summary>Checks what docs/logs.md says about encodings.</summary>
    [Fact]
    [Trait("Issue", "15")]
    public async Task RecordsAreUtf8AndTheConsoleIsOfTheLocale()
    {
        Sandbox.Environment["LC_ALL"] = "de_DE.ISO-8859-1";
        var daemon = await Sandbox.StartAsync(App.Test, "umlaut");
        await Sandbox.OutputAsync("written");
        var log = Convert.ToHexString(await File.ReadAllBytesAsync(daemon.LogFile, TestContext.Current.CancellationToken));
        Assert.Contains("636F6E736F6C6520E40A", log, StringComparison.Ordinal);
        Assert.Contains("7265636F726420C3A40A", log, StringComparison.Ordinal);

        Sandbox.Environment["LC_ALL"] = "C.UTF-8";
        (await Sandbox.RunAsync(App.Test, "restart", "umlaut")).Succeeds();
        await Sandbox.OutputAsync("written", 2);
        Assert.Contains("console ä\n", daemon.Log, StringComparison.Ordinal);
    }
}
