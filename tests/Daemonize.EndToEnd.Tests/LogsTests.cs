using System.Text.Json;

namespace Daemonize.EndToEnd.Tests;

/// <summary><c>logs</c>, which works without a running daemon.</summary>
public sealed class LogsTests : EndToEndTest
{
    private static string Lines(int from, int to) => string.Concat(Enumerable.Range(from, to - from + 1).Select(line => $"line {line}\n"));

    [Theory]
    [InlineData(new string[0], 21)]
    [InlineData(new[] { "-n", "3" }, 28)]
    [InlineData(new[] { "--lines", "1" }, 30)]
    [InlineData(new[] { "-n", "0" }, 31)]
    [InlineData(new[] { "-n", "30" }, 1)]
    [InlineData(new[] { "-n", "1000" }, 1)]
    [Trait("Design", "6")]
    public async Task ShowsTheLastLines(string[] options, int first)
    {
        File.WriteAllText(Sandbox.Daemon("wait").LogFile, Lines(1, 30));
        Assert.Equal(Lines(first, 30), (await Sandbox.RunAsync(App.Test, ["logs", .. options, "wait"])).Succeeds().Output);
    }

    [Theory]
    [InlineData("1", "unfinished")]
    [InlineData("2", "line 30\nunfinished")]
    [Trait("Design", "6")]
    public async Task CountsAnUnfinishedLine(string count, string shown)
    {
        File.WriteAllText(Sandbox.Daemon("wait").LogFile, Lines(1, 30) + "unfinished");
        Assert.Equal(shown, (await Sandbox.RunAsync(App.Test, "logs", "-n", count, "wait")).Succeeds().Output);
    }

    [Fact]
    [Trait("Design", "6")]
    public async Task FindsTheLastLinesOfALargeLog()
    {
        // More than a block of the reader's, and not a multiple of it.
        File.WriteAllText(Sandbox.Daemon("wait").LogFile, Lines(1, 50_000));
        Assert.Equal(Lines(40_001, 50_000), (await Sandbox.RunAsync(App.Test, "logs", "-n", "10000", "wait")).Succeeds().Output);
    }

    [Fact]
    [Trait("Design", "6")]
    public async Task TellsSeveralDaemonsApart()
    {
        File.WriteAllText(Sandbox.Daemon("wait").LogFile, "of wait\n");
        File.WriteAllText(Sandbox.Daemon("patient").LogFile, "of patient\n");
        // Lines without times appear in the order of the command line.
        Assert.Equal("patient | of patient\nwait    | of wait\n", (await Sandbox.RunAsync(App.OwnMain, "logs")).Succeeds().Output);
        Assert.Equal(
            "wait    | of wait\npatient | of patient\n",
            (await Sandbox.RunAsync(App.OwnMain, "logs", "wait", "patient")).Succeeds().Output);
        Assert.Equal("of wait\n", (await Sandbox.RunAsync(App.OwnMain, "logs", "wait")).Succeeds().Output);

        File.Delete(Sandbox.Daemon("patient").LogFile);
        Assert.Equal("wait    | of wait\n", (await Sandbox.RunAsync(App.OwnMain, "logs")).Succeeds().Output);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [Trait("Design", "6")]
    public async Task RefusesATimeThatIsNone(string since)
    {
        var logs = (await Sandbox.RunAsync(App.Test, "logs", "--since", since, "wait")).FailsInOneLine(App.Test, 2);
        Assert.Equal(
            "testapp: --since takes a duration such as 10m, or a time such as 14:00 or 2026-11-25T08:00:00Z (RFC 3339), not " +
            $"'{since}'\n",
            logs.Error);
    }

    [Fact]
    [Trait("Design", "6")]
    public async Task SaysWhenThereIsNoLogYet()
    {
        var logs = (await Sandbox.RunAsync(App.Test, "logs", "wait")).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: there is no log {Sandbox.Daemon("wait").LogFile} yet; 'start' creates it\n", logs.Error);
    }

    [Fact]
    [Trait("Design", "6")]
    public async Task FollowsALogThatIsNotThereYet()
    {
        var followed = Path.Combine(Sandbox.OutputDirectory, "followed");
        var follower = Sandbox.Begin("/bin/sh", "-c", "exec \"$0\" logs -f >\"$1\"", App.OwnMain.File, followed);
        await Wait.UntilAsync(() => Watches(follower), "the directory of the logs is watched");
        await Sandbox.StartAsync(App.OwnMain, "wait");
        await Sandbox.StartAsync(App.OwnMain, "patient");
        var text =
            await Wait.ForFileAsync(followed, text => text.Contains("patient: started", StringComparison.Ordinal) && text.EndsWith('\n'));
        await follower.EndAsync();
        Assert.Matches(
            "^wait    \\| [^\n]* wait: started [^\n]*\n(?:wait    \\| [^\n]* wait: running as root[^\n]*\n)?patient \\| [^\n]* patient: " +
            "started [^\n]*\n(?:patient \\| [^\n]* patient: running as root[^\n]*\n)?$", text);
    }

    [Fact]
    [Trait("Checklist", "48")]
    public async Task FollowerEndsWithItsReader()
    {
        await Sandbox.StartAsync(App.Test, "talk");
        var logs = (await Sandbox.ExecuteAsync("/bin/sh", "-c", "\"$0\" logs -f talk | head -n 3", App.Test.File)).Succeeds();
        Assert.Equal(3, logs.Output.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task JsonHasAnObjectForEachEntryOfEachDaemon()
    {
        File.WriteAllText(
            Sandbox.Daemon("wait").LogFile,
            "2026-11-25T01:04:37.861Z error wait: failed\n    X\n       at A()\nprinted\n");
        File.WriteAllText(
            Sandbox.Daemon("patient").LogFile,
            """{"time":"2026-11-25T01:04:36.000Z","level":"info","category":"News","message":"done","state":{"Count":5}}""" + "\n");
        Assert.Equal(
            """
            {"time":"2026-11-25T01:04:36.000Z","level":"info","daemon":"patient","category":"News","text":"done","state":{"Count":5}}
            {"time":"2026-11-25T01:04:37.861Z","level":"error","daemon":"wait","category":"wait","text":"failed\u000aX\u000a   at A()"}
            {"time":null,"level":null,"daemon":"wait","category":null,"text":"printed"}

            """,
            (await Sandbox.RunAsync(App.OwnMain, "logs", "--format", "json")).Succeeds().Output);
        Assert.EndsWith(
            "wait    | printed\n", (await Sandbox.RunAsync(App.OwnMain, "logs", "--format=text")).Succeeds().Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xml")]
    [InlineData("")]
    public async Task RefusesAnUnknownFormat(string format)
    {
        File.WriteAllText(Sandbox.Daemon("wait").LogFile, "one\n");
        var logs = (await Sandbox.RunAsync(App.Test, "logs", "--format", format, "wait")).FailsInOneLine(App.Test, 2);
        Assert.Equal($"testapp: --format takes text or json, not '{format}'\n", logs.Error);
    }

    /// <summary>The last entry is shown although nothing follows it, and what is written to it later is not lost.</summary>
    [Fact]
    public async Task FollowedEntriesAreShownWithoutTheNextOne()
    {
        var (log, followed) = (Sandbox.Daemon("wait").LogFile, Path.Combine(Sandbox.OutputDirectory, "followed"));
        File.WriteAllText(log, "");
        var follower = Sandbox.Begin("/bin/sh", "-c", "exec \"$0\" logs -f --format json wait >\"$1\"", App.Test.File, followed);
        await Wait.UntilAsync(() => Watches(follower), "the directory of the log is watched");
        File.AppendAllText(log, "2026-11-25T01:04:37.861Z error wait: failed\n    at A()\n");
        await Wait.ForFileAsync(followed, static text => text.EndsWith("\"text\":\"failed\\u000aat A()\"}\n", StringComparison.Ordinal));
        File.AppendAllText(log, "    at B()\n");
        var text =
            await Wait.ForFileAsync(followed, static text => text.Contains("at B()", StringComparison.Ordinal) && text.EndsWith('\n'));
        Assert.EndsWith(
            """{"time":null,"level":"error","daemon":"wait","category":null,"text":"at B()","continues":true}""" + "\n", text,
            StringComparison.Ordinal);
        File.Move(log, log + ".1");
        File.WriteAllText(log, "after the rotation\n");
        await Wait.ForFileAsync(followed, static text => text.EndsWith("\"text\":\"after the rotation\"}\n", StringComparison.Ordinal));
        await follower.EndAsync();
    }

    [Fact]
    public async Task FollowerOfJsonEndsWithItsReader()
    {
        await Sandbox.StartAsync(App.Test, "talk");
        var logs =
            (await Sandbox.ExecuteAsync("/bin/sh", "-c", "\"$0\" logs -f --format json talk | head -n 3", App.Test.File)).Succeeds();
        Assert.Equal(3, logs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(static line =>
            JsonDocument.Parse(line).RootElement.GetProperty("daemon").GetString() == "talk"));
    }

    /// <summary>Whether that process has an inotify instance with a watch.</summary>
    private static bool Watches(RunningCommand command)
    {
        try
        {
            return ProcessView.Read(command.Pid).Descriptors.Any(descriptor =>
                descriptor.Value.Contains("inotify", StringComparison.Ordinal)
                && File.ReadAllText($"/proc/{command.Pid}/fdinfo/{descriptor.Key}").Contains("inotify wd:", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
