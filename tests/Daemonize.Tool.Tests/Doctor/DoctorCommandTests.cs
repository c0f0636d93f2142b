using System.Globalization;
using System.Text.Json;
using Daemonize.Commands;
using Daemonize.Tool.Doctor;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>The command as a user calls it: its output, its exit codes, and what it never does.</summary>
public sealed class DoctorCommandTests : DoctorTest
{
    private static readonly HistoryStyle Style =
        new(int.MaxValue, IsDrawn: false, HasGlyphs: true, HasColours: false, TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch);

    private static readonly Examination Made = new(
        [new CheckedItem("M1", "the kernel works", Severity.Mistake, CheckResult.Passed)],
        [
            (Seen.Daemon("newsapp/fetch"),
            [
                new CheckedItem("C4", "limit", Severity.Remark, CheckResult.Found("no limit", "set one", "every 1m")),
                new CheckedItem("C5", "its log has an end", Severity.Warning, CheckResult.Found("its log grows\e[2J", "set LogMaxSize")),
                new CheckedItem("C3", "no secret", Severity.Mistake, CheckResult.Found("\u202e--key is shown", "give it as NEWSAPP_KEY")),
                new CheckedItem("L1", "it is well", Severity.Mistake, CheckResult.PassedAs("running")),
                new CheckedItem("L2", "it is detached", Severity.Mistake, CheckResult.NotKnown("it does not run")),
            ]),
        ]);

    [Fact]
    public void TextShowsOnlyWhatIsWrongTheWorstFirst() => Assert.Equal(
        """
        this machine  1 of 1 checks passed
        newsapp/fetch  1 of 5 checks passed, 1 not known
          × C3  ?--key is shown
                give it as NEWSAPP_KEY
          ! C5  its log grows?[2J
                set LogMaxSize
          i C4  no limit
                set one
        1 mistake, 1 warning, 1 remark. 1 check could not be made: -v says why.

        """,
        new DoctorText(Style, isVerbose: false).Format(Made));

    [Fact]
    public void VerboseTextShowsAllChecks()
    {
        var text = new DoctorText(Style with { HasGlyphs = false }, isVerbose: true).Format(Made);
        Assert.Contains("  + L1  it is well\n        running\n", text, StringComparison.Ordinal);
        Assert.Contains("  ? L2  it is detached: not known, because it does not run\n", text, StringComparison.Ordinal);
        Assert.Contains("  x C3 ", text, StringComparison.Ordinal);
        Assert.Contains("        set one\n        every 1m\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonHasEachCheckWithItsParts()
    {
        using var json = JsonDocument.Parse(DoctorJson.Format(Made));
        var root = json.RootElement;
        Assert.Equal((1, 1, 1, 2, 1), (Count("mistakes"), Count("warnings"), Count("remarks"), Count("passed"), Count("notKnown")));
        var item = root.GetProperty("daemons")[0].GetProperty("checks")[0];
        Assert.Equal(
            ["C4", "limit", "remark", "found", "no limit", "set one", "every 1m"],
            item.EnumerateObject().Select(static member => member.Value.GetString()));
        Assert.DoesNotContain("\u202e", root.GetRawText(), StringComparison.Ordinal);

        int Count(string name) => root.GetProperty(name).GetInt32();
    }

    [Fact]
    public void NothingWrongIsSaid() =>
        Assert.Equal("nothing is wrong.", DoctorText.Summary(new Examination([Made.Machine[0]], [])));

    [Fact]
    public async Task ExitCodeSaysWhetherThereAreMistakes()
    {
        var daemon = await StartAndStopAsync("wait");

        // The machine may have another program of the name: Debian's daemonize(1).
        Sandbox.Environment["PATH"] = $"{Tool.Folder}:/usr/bin:/bin";
        var right = await RunAsync("doctor", daemon.PidFile);
        Assert.Matches("^this machine  [34] of 4 checks passed\n", right.Output);
        Assert.Contains("\ntestapp/wait  ", right.Succeeds().Output, StringComparison.Ordinal);
        File.SetUnixFileMode(daemon.StatusFile, (UnixFileMode)0b110_110_110);
        var wrong = (await RunAsync("doctor", daemon.PidFile)).ExitsWith(1);
        Assert.Contains("  x C6  others can write ", wrong.Output, StringComparison.Ordinal);
        (await RunAsync("doctor", "nosuchdaemon")).FailsInOneLine(Tool, 2);
        (await RunAsync("doctor", "--verbos")).FailsInOneLine(Tool, 2);
        (await RunAsync("doctor", daemon.PidFile, "--format=xml")).FailsInOneLine(Tool, 2);
    }

    /// <summary>The whole command once, with its pauses, on a daemon that runs.</summary>
    [Fact]
    public async Task RunningDaemonIsLookedAtForTenSeconds()
    {
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        var result = await RunAsync("doctor", daemon.PidFile, "--format=json");
        Assert.True(result.Duration > TimeSpan.FromSeconds(10), $"{result.Duration}");
        foreach (var id in (ReadOnlySpan<string>)["L1", "L2", "L3", "L4", "L5", "L6", "L11", "L13"])
        {
            Assert.Equal($"{id} passed", $"{id} {Text(ItemOf(result.Output, id), "result")}");
        }
    }

    /// <summary>It only looks: no file is opened to write, and no signal is sent.</summary>
    [Fact]
    public async Task NothingIsWrittenAndNothingIsSignalled()
    {
        var daemon = await StartAndStopAsync("wait");
        var before = Sandbox.Snapshot();
        var trace = Path.Combine(Sandbox.Root, "trace");
        (await Sandbox.ExecuteAsync(
            EndToEnd.Tests.Infrastructure.Tools.Strace, "-f", "-qq", "-o", trace, "-e",
            "trace=kill,tkill,tgkill,pidfd_send_signal,unlink,unlinkat,rename,renameat,renameat2,ftruncate,fchmod,fchmodat,chmod,chown," +
            "openat",
            Tool.File, "doctor", daemon.PidFile)).ExitsWith(0);
        Assert.Equal(before, Sandbox.Snapshot());
        var calls = File.ReadAllLines(trace).Where(line =>
            !line.Contains(" openat(", StringComparison.Ordinal)
                ? line.Contains(Sandbox.Root, StringComparison.Ordinal) || line.Contains("kill(", StringComparison.Ordinal)
                    || line.Contains("send_signal", StringComparison.Ordinal)
                : line.Contains(Sandbox.Root, StringComparison.Ordinal) && !line.Contains("O_RDONLY", StringComparison.Ordinal));
        Assert.DoesNotContain(calls, static line => !line.Contains("SIGRT", StringComparison.Ordinal));
    }

    /// <summary>A program that was never started describes its daemons.</summary>
    [Fact]
    public async Task ProgramIsExaminedByItsPath()
    {
        var result = await RunAsync("doctor", TestApp.File, "--format=json");
        using var json = JsonDocument.Parse(result.Output);
        var wait = json.RootElement.GetProperty("daemons").EnumerateArray().Single(static daemon => Text(daemon, "name") == "wait");
        Assert.Equal("testapp", Text(wait, "program"));
        Assert.Equal("found", Text(wait.GetProperty("checks").EnumerateArray().Single(static item => Text(item, "id") == "C5"), "result"));
        Assert.StartsWith(
            "daemonize: /bin/true does not describe any daemon", (await RunAsync("doctor", "/bin/true")).FailsInOneLine(Tool, 2).Error,
            StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Sandbox.RuntimeDirectory));
    }

    /// <summary>Another user could name any file as the log, and root would open it.</summary>
    [Fact]
    public async Task RootDoesNotLookAtFilesThatAnotherUserNames()
    {
        RequiresRoot.Check();
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var user = (300_000_000 + (Environment.ProcessId % 100_000 * 1000)).ToString(CultureInfo.InvariantCulture);
        Sandbox.Environment["DAEMONIZE_CARDS"] = Path.Combine(Sandbox.OutputDirectory, "cards");
        (await Sandbox.ExecuteAsync(
            "/usr/bin/chown", user, Sandbox.RuntimeDirectory, Sandbox.LogDirectory, Sandbox.OutputDirectory)).Succeeds();
        (await Sandbox.ExecuteAsync(
            "/usr/bin/setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", App.Test.File, "start", "wait")).Succeeds();
        var daemon = Sandbox.Daemon("wait");
        var owner = new ProcessOwner(uint.Parse(user, CultureInfo.InvariantCulture), uint.Parse(user, CultureInfo.InvariantCulture));
        var wait = new ExaminedDaemon(Examine("wait", daemon).Seen with { Owner = owner, Card = null }, DateTimeOffset.UtcNow);
        foreach (var id in (ReadOnlySpan<string>)["C5", "C6", "C8", "C9", "L13"])
        {
            IsNotKnown(id, wait);
        }

        foreach (var id in (ReadOnlySpan<string>)["C1", "C3", "L1", "L2", "L3", "L4", "L6"])
        {
            Passes(id, wait);
        }
    }
}
