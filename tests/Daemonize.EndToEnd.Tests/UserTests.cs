using System.Globalization;

namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// A daemon that root starts as another user: a user that exists only in these tests, in a user database that only the processes of a mount
/// namespace see, with some groups that root is not in.
/// </summary>
public sealed class UserTests : EndToEndTest
{
    private const string Nobody = "65534";
    private const string Fetcher = "61234\t61234\t61234\t61234";

    private DaemonFiles Daemon => Sandbox.Daemon("wait");

    public UserTests()
    {
        Tools.RequireRoot();
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        File.WriteAllText(
            Path.Combine(Sandbox.Root, "passwd"),
            "root:x:0:0::/root:/bin/sh\nfetcher:x:61234:61235::/srv/fetcher:/bin/false\nnobody:x:65534:65534::/:/bin/false\n");
        File.WriteAllText(
            Path.Combine(Sandbox.Root, "group"),
            "root:x:0:\nfetcher:x:61235:\nnews:x:61236:root,fetcher\npost:x:61237:fetcher\nother:x:61238:root\n");
    }

    [Theory]
    [InlineData("fetcher")]
    [InlineData("61234")]
    [Trait("Checklist", "14")]
    public async Task DaemonIsTheUserWithAllItsIdsAndGroups(string user)
    {
        Sandbox.Environment["XDG_CACHE_HOME"] = Path.Combine(Sandbox.Root, "cache");
        (await StartAsync("--user", user)).Succeeds();
        var process = Daemon.Process;

        Assert.Equal((Fetcher, "61235\t61235\t61235\t61235"), (process.Status("Uid"), process.Status("Gid")));
        Assert.Equal(
            ["61235", "61236", "61237"],
            process.Status("Groups").Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal((0ul, 0ul), (process.Signals("CapEff"), process.Signals("CapPrm")));
        Assert.Superset(
            new HashSet<string>(["HOME=/srv/fetcher", "USER=fetcher", "LOGNAME=fetcher", "SHELL=/bin/false"]),
            process.Environment.ToHashSet());
        Assert.DoesNotContain(process.Environment, variable => variable.StartsWith("XDG_CACHE_HOME=", StringComparison.Ordinal));
        await Wait.UntilAsync(() => File.Exists(StatusFile), "the status file is there");
        Assert.Equal(
            "61234\n61234\n61234\n61234\n",
            (await Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%u", Daemon.PidFile, Daemon.LockFile, Daemon.LogFile, StatusFile)).Output);
        Assert.Equal(
            "644\n644\n640\n600\n",
            (await Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%a", Daemon.PidFile, Daemon.LockFile, Daemon.LogFile, StatusFile)).Output);
        Assert.DoesNotContain("running as root", Daemon.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("post", "61237", "61236 61237")]
    [InlineData("61237", "61237", "61236 61237")]
    [InlineData("61299", "61299", "61236 61237 61299")]
    [Trait("Checklist", "14")]
    public async Task GroupTakesThePlaceOfThePrimaryOne(string group, string id, string groups)
    {
        (await StartAsync("--user", "fetcher", "--group", group)).Succeeds();
        Assert.Equal(string.Join('\t', Enumerable.Repeat(id, 4)), Daemon.Process.Status("Gid"));
        Assert.Equal(
            groups.Split(' '),
            Daemon.Process.Status("Groups").Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Checklist", "14")]
    public async Task NumberThatIsNobodysNeedsAGroup()
    {
        var alone = (await StartAsync("--user", "4711")).FailsInOneLine(App.Test, 2);
        Assert.Equal(
            "testapp: there is no user with the id 4711 on this machine, whose group could be taken; say which Group\n", alone.Error);

        (await StartAsync("--user", "4711", "--group", "4712")).Succeeds();
        Assert.Equal(
            ("4711\t4711\t4711\t4711", "4712\t4712\t4712\t4712", "4712"),
            (Daemon.Process.Status("Uid"), Daemon.Process.Status("Gid"), Daemon.Process.Status("Groups").Trim()));
        Assert.Contains("HOME=/", Daemon.Process.Environment);
    }

    [Theory]
    [InlineData("--user", "nosuch", "there is no user 'nosuch' on this machine")]
    [InlineData("--group", "nosuch", "there is no group 'nosuch' on this machine")]
    [InlineData("--user", "no such", "--user takes a name, or an id from 0 to 4294967294, not 'no such'")]
    [InlineData("--user", "4294967295", "--user takes a name, or an id from 0 to 4294967294, not '4294967295'")]
    public async Task UnknownNameIsAMistake(string option, string name, string error)
    {
        Assert.Equal($"testapp: {error}\n", (await StartAsync(option, name)).FailsInOneLine(App.Test, 2).Error);
        Assert.Empty(Sandbox.Snapshot());
    }

    [Fact]
    public async Task OnlyRootStartsAnothersDaemon()
    {
        (await Sandbox.ExecuteAsync("/usr/bin/chown", Nobody, Sandbox.RuntimeDirectory, Sandbox.LogDirectory)).Succeeds();
        var another = (await StartAsNobodyAsync("--user", "root")).FailsInOneLine(App.Test, 4);
        Assert.Equal("testapp: cannot start wait as root: only root can start another user's daemon; start it as root\n", another.Error);
        Assert.Empty(Sandbox.Snapshot());

        (await StartAsNobodyAsync("--user", "nobody")).Succeeds();
        Assert.Equal("65534\t65534\t65534\t65534", Daemon.Process.Status("Uid"));
    }

    /// <summary>A directory that root owns, like /run: the user may neither create nor remove files there.</summary>
    [Fact]
    public async Task RootTidiesUpWhatTheUserMayNot()
    {
        (await StartAsync("--user", "fetcher")).Succeeds();
        Assert.Matches("^wait  running  pid [0-9]+  up ", (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds().Output);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
        Assert.Equal([Daemon.HistoryFile, Daemon.LockFile, StatusFile], Directory.GetFiles(Sandbox.RuntimeDirectory).Order());
    }

    [Fact]
    public async Task NumberIsGoneWhereTheUserMayNotRemoveTheFile()
    {
        (await StartAsync("--user", "fetcher")).Succeeds();
        await Daemon.TerminateAsync();
        Assert.Empty(File.ReadAllText(Daemon.PidFile));
        Assert.Contains("stopped by SIGTERM", (await Sandbox.RunAsync(App.Test, "status", "wait")).Output, StringComparison.Ordinal);

        (await StartAsync("--user", "fetcher")).Succeeds();
        Assert.Equal(Fetcher, Daemon.Process.Status("Uid"));
    }

    [Fact]
    public async Task UserRemovesItsFilesFromItsOwnDirectory()
    {
        (await Sandbox.ExecuteAsync("/usr/bin/chown", "61234", Sandbox.RuntimeDirectory)).Succeeds();
        (await StartAsync("--user", "fetcher")).Succeeds();
        await Daemon.TerminateAsync();
        await Wait.UntilAsync(() => !File.Exists(Daemon.PidFile), "the pid file is gone");
        Assert.Equal([Daemon.HistoryFile, Daemon.LockFile, StatusFile], Directory.GetFiles(Sandbox.RuntimeDirectory).Order());
    }

    [Fact]
    public async Task StatusIsTheUsersAndRootSeesIt()
    {
        (await Sandbox.ExecuteAsync("/usr/bin/chown", "61234", Sandbox.OutputDirectory)).Succeeds();
        (await Sandbox.ExecuteAsync(Tools.Unshare, InNamespace("start", "tick", "--user", "fetcher"))).Succeeds();
        var daemon = Sandbox.Daemon("tick");
        var history = await Wait.ForHistoryAsync(daemon, static history => history.Pulse is { LastTick: > 0 });
        Assert.Equal((daemon.Pid, 0), (history.Pulse!.Pid, history.Torn));
        Assert.Equal(
            "61234 600 1\n61234 600 1\n",
            (await Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%u %a %h", daemon.HistoryFile, daemon.StatusFile)).Output);
        Assert.Matches(" ticks?, 0 failed", (await Sandbox.RunAsync(App.Test, "status", "tick")).Succeeds().Output);
    }

    [Fact]
    [Trait("Checklist", "42")]
    public async Task RestartKeepsTheUser()
    {
        (await StartAsync("--user", "nobody")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "restart", "wait")).Succeeds();
        Assert.Equal("65534\t65534\t65534\t65534", Daemon.Process.Status("Uid"));
    }

    [Fact]
    [Trait("Checklist", "45")]
    public async Task LogIsOpenedAnewAsTheUser()
    {
        (await Sandbox.ExecuteAsync("/usr/bin/chown", "61234", Sandbox.LogDirectory)).Succeeds();
        (await StartAsync("--user", "fetcher")).Succeeds();
        File.Move(Daemon.LogFile, Daemon.LogFile + ".1");
        using (var handle = ProcessHandle.Open(Daemon.Process.Pid))
        {
            handle.Signal(Native.SigHup);
        }

        Assert.Contains("log reopened", await Wait.ForFileAsync(Daemon.LogFile), StringComparison.Ordinal);
        Assert.Equal("61234\n", (await Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%u", Daemon.LogFile)).Output);
    }

    /// <summary>
    /// Sets groups, group and user, tries to become root again, which fails, and only then runs the daemon's program: its process has never
    /// been root.
    /// </summary>
    [Fact]
    [Trait("Checklist", "15")]
    public async Task PrivilegesAreGivenUpInOrderBeforeTheDaemonBegins()
    {
        var trace = Path.Combine(Sandbox.Root, "trace");
        var traced = Sandbox.Begin(
            Tools.Strace, "-f", "-s", "200", "-o", trace, "-e", "trace=setgroups,setresgid,setresuid,execve", App.Test.File, "start",
            "wait", "--user", "nobody");
        await Sandbox.WaitUntilRunningAsync(Daemon, traced);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        (await traced.CompleteAsync()).ExitsWith(0);

        var order = File.ReadLines(trace)
            .Select(static line =>
                line.Contains("setgroups(", StringComparison.Ordinal) ? "groups"
                : line.Contains("setresgid(65534, 65534, 65534", StringComparison.Ordinal) ? "group"
                : line.Contains("setresuid(65534, 65534, 65534", StringComparison.Ordinal) ? "user"
                : line.Contains("setresuid(-1, 0, -1)", StringComparison.Ordinal) && line.Contains("= -1 EPERM", StringComparison.Ordinal)
                    ? "refused"
                : line.Contains("\"@daemon\"", StringComparison.Ordinal) ? "daemon"
                : "")
            .Where(static step => step.Length > 0)
            .Distinct();
        Assert.Equal(["groups", "group", "user", "refused", "daemon"], order);
    }

    [Fact]
    public async Task WhatRootHasStartedIsHiddenFromTheUserAndWhatTheUserHasIsNot()
    {
        (await StartAsync("--user", "nobody")).Succeeds();
        Assert.Equal("0\n", await OwnerOfMemoryAsync());
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();

        (await Sandbox.ExecuteAsync("/usr/bin/chown", "-R", Nobody, Sandbox.RuntimeDirectory, Sandbox.LogDirectory)).Succeeds();
        (await StartAsNobodyAsync("--user", "nobody")).Succeeds();
        Assert.Equal("65534\n", await OwnerOfMemoryAsync());

        async Task<string> OwnerOfMemoryAsync() =>
            (await Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%u", $"/proc/{Daemon.Process.Pid}/environ")).Output;
    }

    [Fact]
    public async Task RootIsWarnedUnlessItIsMeant()
    {
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        Assert.Equal($"wait started (pid {Daemon.Process.Pid})\n", start.Output);
        Assert.Contains(
            " warn  wait: running as root: set User to an unprivileged account, or to \"root\" if root is required\n",
            await Wait.ForFileAsync(Daemon.LogFile, static log => log.Contains(" warn ", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();

        File.Delete(Daemon.LogFile);
        (await StartAsync("--user", "root")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.DoesNotContain(" warn ", Daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Checklist", "43")]
    public async Task RunIsTheUserToo()
    {
        var run = Sandbox.Begin(App.Test.File, "run", "wait", "--user", "nobody");
        await Sandbox.WaitUntilRunningAsync(Daemon, run);
        Assert.Equal("65534\t65534\t65534\t65534", Daemon.Process.Status("Uid"));
        Assert.Equal(run.Pid, Daemon.Process.Pid);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.DoesNotContain(" warn ", (await run.CompleteAsync()).ExitsWith(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProgramThatTheUserMayNotExecuteIsToldOf()
    {
        var folder = Sandbox.Create("private");
        (await Sandbox.ExecuteAsync("/bin/cp", "-r", App.Test.Folder + "/.", folder)).Succeeds();
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = (await Sandbox.ExecuteAsync($"{folder}/TestApp", "start", "wait", "--user", "nobody")).FailsInOneLine(App.Test, 4);
        Assert.Equal(
            $"testapp: cannot start wait: cannot become nobody, who may not read and execute {folder}/TestApp: permission denied; " +
            "install the program where that user can\n",
            start.Error);
        Assert.False(File.Exists(Daemon.PidFile));
    }

    [Fact]
    public async Task RunIsNotTheUserWhoMayNotExecuteTheProgramEither()
    {
        var folder = Sandbox.Create("private");
        (await Sandbox.ExecuteAsync("/bin/cp", "-r", App.Test.Folder + "/.", folder)).Succeeds();
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var run = (await Sandbox.ExecuteAsync($"{folder}/TestApp", "run", "wait", "--user", "nobody")).FailsInOneLine(App.Test, 4);
        Assert.Contains(
            $"cannot become nobody, who may not read and execute {folder}/TestApp: permission denied", run.Error, StringComparison.Ordinal);
    }

    /// <summary>In a directory of the user's, the user could have placed a file of root's, to become its owner.</summary>
    [Fact]
    [Trait("Checklist", "26")]
    public async Task FileOfRootsInTheUsersDirectoryIsNotGivenAway()
    {
        (await Sandbox.ExecuteAsync("/usr/bin/chown", Nobody, Sandbox.RuntimeDirectory)).Succeeds();
        await File.WriteAllTextAsync(Daemon.LockFile, "a secret", TestContext.Current.CancellationToken);
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", "--user", "nobody")).FailsInOneLine(App.Test, 1);
        Assert.Contains("it is root's and not empty", start.Error, StringComparison.Ordinal);
        Assert.Equal("0\n", (await Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%u", Daemon.LockFile)).Output);
    }

    private string StatusFile => Path.ChangeExtension(Daemon.PidFile, ".status");

    private Task<CommandResult> StartAsync(params string[] options) =>
        Sandbox.ExecuteAsync(Tools.Unshare, InNamespace(["start", "wait", .. options]));

    private static string[] InNamespace(params string[] args) =>
    [
        "--mount", "/bin/sh", "-c",
        "mount --bind \"$DAEMONIZE_SANDBOX/passwd\" /etc/passwd && mount --bind \"$DAEMONIZE_SANDBOX/group\" /etc/group && exec \"$0\" " +
            "\"$@\"", App.Test.File, .. args,
    ];

    private Task<CommandResult> StartAsNobodyAsync(params string[] options) => Sandbox.ExecuteAsync(
        Tools.Python,
        [Tools.Script("launch.py"), "--uid", Nobody.ToString(CultureInfo.InvariantCulture), "--", App.Test.File, "start", "wait",
            .. options]);
}
