namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// Logs to journald, to syslog, or to two targets: with the real journald and a real syslogd, each in a private mount namespace.
/// </summary>
public sealed class LogTargetTests : EndToEndTest
{
    [Fact]
    [Trait("Issue", "5")]
    public async Task StandardErrorMayHaveAFileOfItsOwn()
    {
        var errors = Path.Combine(Sandbox.LogDirectory, "errors.log");
        (await Sandbox.RunAsync(App.Test, "start", "talk", "--error-file", errors)).Succeeds();
        var daemon = Sandbox.Daemon("talk");
        var output = await Wait.ForFileAsync(daemon.LogFile, static text => text.Contains("out 2\n", StringComparison.Ordinal));
        var error = await Wait.ForFileAsync(errors, static text => text.Contains("talk: log 2\n", StringComparison.Ordinal));
        Assert.DoesNotContain("err ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("log ", output, StringComparison.Ordinal);
        Assert.Contains("\nerr 1\n", error, StringComparison.Ordinal);
        Assert.DoesNotContain("out ", error, StringComparison.Ordinal);
        var shown = (await Sandbox.RunAsync(App.Test, "logs", "-n", "1000000", "talk", "--error-file", errors)).Succeeds().Output;
        Assert.Contains("\nout 1\n", "\n" + shown, StringComparison.Ordinal);
        Assert.Contains("\nerr 1\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task NullIsNowhere()
    {
        (await Sandbox.RunAsync(App.Test, "start", "talk", "--log-file", "null")).Succeeds();
        var daemon = Sandbox.Daemon("talk");
        Assert.All([1, 2], descriptor => Assert.Equal("/dev/null", daemon.Process.Descriptors[descriptor]));
        Assert.Empty(Directory.EnumerateFiles(Sandbox.LogDirectory));
        var logs = (await Sandbox.RunAsync(App.Test, "logs", "talk", "--log-file", "null")).FailsInOneLine(App.Test, 1);
        Assert.Equal("testapp: talk has no log (LogFile is null)\n", logs.Error);
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task JournalThatIsNotThereIsAClearError()
    {
        var result = await Sandbox.RunInMountNamespaceAsync("""
            mount -t tmpfs -o mode=755 none /run
            if "$app" start wait --log-file journal; then fail "started"; fi
            """);
        Assert.Equal(
            "testapp: cannot log to the journal at /run/systemd/journal/stdout: no such file or directory; is systemd-journald running? " +
            "choose another LogFile\n", result.Error);
    }

    /// <summary>
    /// Records with their level, the further lines of an exception, and a line of the console; the kernel tells journald which process
    /// wrote them.
    /// </summary>
    [Fact]
    [Trait("Issue", "5")]
    public async Task JournalHasTheRecordsWithTheirLevels()
    {
        // journald would use the RUNTIME_DIRECTORY of the caller.
        await Sandbox.RunInMountNamespaceAsync("""
            mount -t tmpfs -o mode=755 none /run
            mkdir -p /run/systemd/journal /run/log/journal
            env -u RUNTIME_DIRECTORY -u LOGS_DIRECTORY SYSTEMD_LOG_TARGET=null /lib/systemd/systemd-journald &
            journald=$!
            await test -S /run/systemd/journal/stdout
            await "$app" start crashing --log-file journal
            recorded() { journalctl --sync && journalctl -t crashing -o json --output-fields=MESSAGE,PRIORITY,_PID >"$out/journal" && grep -q 'Unhandled exception' "$out/journal"; }
            await recorded
            kill "$journald"
            wait "$journald" || :
            """);
        var lines = await File.ReadAllLinesAsync(Path.Combine(Sandbox.OutputDirectory, "journal"), TestContext.Current.CancellationToken);
        Assert.Contains(lines, static line => Has(line, "crashing: crashed by an unhandled exception", 3));
        Assert.Contains(lines, static line => Has(line, "    System.InvalidOperationException: on purpose", 3));
        Assert.Contains(lines, static line => Has(line, "the last line", 6));
        var started = Assert.Single(lines, static line => line.Contains("crashing: started (pid ", StringComparison.Ordinal));
        var pid = System.Text.RegularExpressions.Regex.Match(started, "\\(pid ([0-9]+)\\)").Groups[1].Value;
        Assert.All(lines, line => Assert.Contains($"\"_PID\":\"{pid}\"", line, StringComparison.Ordinal));

        static bool Has(string line, string message, int priority) =>
            line.Contains($"\"MESSAGE\":\"{message}\"", StringComparison.Ordinal)
                && line.Contains($"\"PRIORITY\":\"{priority}\"", StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task SyslogThatIsNotThereIsAClearError()
    {
        var result = await Sandbox.RunInMountNamespaceAsync(PrivateDevices + """
            if "$app" start wait --log-file syslog; then fail "started"; fi
            """);
        Assert.Equal(
            "testapp: cannot log to syslog at /dev/log: no such file or directory; is a syslog daemon running? choose another LogFile\n",
            result.Error);
    }

    /// <summary>Records in the form of syslog(3), across a restart of the syslog daemon, with a count of those lost in between.</summary>
    [Fact]
    [Trait("Issue", "5")]
    public async Task SyslogHasTheRecordsAndTellsOfLostOnes()
    {
        await Sandbox.RunInMountNamespaceAsync(PrivateDevices + """
            busybox syslogd -n -O "$out/messages" & syslogd=$!
            await test -S /dev/log
            "$app" start talk --log-file syslog
            await grep -q 'talk: log 5$' "$out/messages"
            kill "$syslogd"; wait "$syslogd" || :
            rm -f /dev/log
            sleep 0.2
            busybox syslogd -n -O "$out/messages" & syslogd=$!
            await grep -q 'lines were lost' "$out/messages"
            "$app" stop talk
            await grep -q 'talk: stopped$' "$out/messages"
            kill "$syslogd"; wait "$syslogd" || :
            """);
        var text = await File.ReadAllTextAsync(Path.Combine(Sandbox.OutputDirectory, "messages"), TestContext.Current.CancellationToken);
        const string head = "\n[A-Z][a-z][a-z] [ 0-9][0-9] [0-9:]{8} [^ ]+ daemon\\.";
        Assert.Matches(head + "info talk\\[[0-9]+\\]: talk: started \\(pid [0-9]+\\)\n", text);
        Assert.Matches(head + "info talk\\[[0-9]+\\]: out 1\n", text);
        Assert.Matches(head + "info talk\\[[0-9]+\\]: talk: log 1\n", text);
        Assert.Matches(head + "err talk\\[[0-9]+\\]: log: [0-9]+ lines were lost: no such file or directory\n", text);
    }

    private const string PrivateDevices = """
        mount -t tmpfs none /dev
        mknod -m 666 /dev/null c 1 3
        mknod -m 666 /dev/urandom c 1 9

        """;
}
