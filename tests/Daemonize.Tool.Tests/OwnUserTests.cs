using System.Globalization;

namespace Daemonize.Tool.Tests;

/// <summary>
/// Names and patterns, as a user that nobody else on this machine is: the tool then sees only the daemons of the test. And what root does
/// to the daemons of that user.
/// </summary>
public sealed class OwnUserTests : ToolTest
{
    private static int _last = 200_000_000 + (Environment.ProcessId % 100_000 * 1000);

    private readonly string _user = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task NameAndPatternMeanTheDaemonsOfTheUser()
    {
        await OwnDirectoriesAsync();
        var (wait, silent) = (await StartAsUserAsync("wait"), await StartAsUserAsync("silent"));
        var stopped = (await RunAsUserAsync(Tool.File, "stop", "wait")).Succeeds().Output;
        Assert.StartsWith("testapp: wait stopped (pid ", stopped, StringComparison.Ordinal);
        Assert.Equal((false, true), (wait.IsRunning, silent.IsRunning));
        (await RunAsUserAsync(Tool.File, "start", "testapp/wait")).Succeeds();
        Assert.True(wait.IsRunning);
        Assert.Matches("^testapp +silent +running .*\ntestapp +wait +running ", (await RunAsUserAsync(Tool.File)).Succeeds().Output);
        Assert.Equal(
            "daemonize: there is no daemon 'wiat'; did you mean 'wait'?\n",
            (await RunAsUserAsync(Tool.File, "status", "wiat")).FailsInOneLine(Tool, 2).Error);

        Assert.Equal(
            "daemonize: the pattern means 2 daemons (testapp/silent, testapp/wait); to stop them all, add --yes\n",
            (await RunAsUserAsync(Tool.File, "stop", "*")).FailsInOneLine(Tool, 2).Error);
        Assert.Equal((true, true), (wait.IsRunning, silent.IsRunning));
        (await RunAsUserAsync(Tool.File, "stop", "testapp", "--yes")).Succeeds();
        Assert.Equal((false, false), (wait.IsRunning, silent.IsRunning));
    }

    [Theory]
    [InlineData("y\n", 0, false)]
    [InlineData("\n", 1, true)]
    public async Task PatternIsAskedAboutInATerminal(string answer, int exitCode, bool isRunning)
    {
        await OwnDirectoriesAsync();
        var (wait, silent) = (await StartAsUserAsync("wait"), await StartAsUserAsync("silent"));
        await using var terminal = new TerminalSession(Sandbox, "/usr/bin/setpriv", [.. SetUser, Tool.File, "stop", "*"]);
        await terminal.WaitForOutputAsync("stop 2 daemons: testapp/silent, testapp/wait? [y/N] ");
        terminal.Type(answer);
        (await terminal.Command.CompleteAsync()).ExitsWith(exitCode);
        Assert.Equal((isRunning, isRunning), (wait.IsRunning, silent.IsRunning));
    }

    /// <summary>The same daemon, once more with another pid file.</summary>
    [Fact]
    public async Task AmbiguousNameIsRefused()
    {
        await OwnDirectoriesAsync();
        var wait = await StartAsUserAsync("wait");
        var other = Sandbox.Daemon("wait", "other.pid");
        (await RunAsUserAsync(App.Test.File, "start", "wait", $"--pid-file={other.PidFile}")).Succeeds();
        Assert.Equal(
            $"daemonize: 'wait' fits several daemons: testapp/wait ({other.PidFile}), testapp/wait ({wait.PidFile}); name one by the " +
            "path of its pid file\n",
            (await RunAsUserAsync(Tool.File, "stop", "wait")).FailsInOneLine(Tool, 2).Error);
        Assert.Equal((true, true), (wait.IsRunning, other.IsRunning));
    }

    /// <summary>Root's own rights would make the new daemon root's.</summary>
    [Fact]
    public async Task RootRestartsTheDaemonOfAUserAsThatUser()
    {
        await OwnDirectoriesAsync();
        Sandbox.Environment["HTTP_PROXY"] = "http://of.start";
        var daemon = await StartAsUserAsync("wait");
        Sandbox.Environment["HTTP_PROXY"] = "http://of.root";
        var pid = daemon.Pid;
        (await RunAsync("restart", daemon.PidFile)).Succeeds();
        Assert.NotEqual(pid, daemon.Pid);
        Assert.Equal($"{_user}\t{_user}\t{_user}\t{_user}", daemon.Process.Status("Uid"));
        Assert.Equal($"{_user}\t{_user}\t{_user}\t{_user}", daemon.Process.Status("Gid"));
        Assert.True(daemon.Process.HasVariable("HTTP_PROXY=http://of.start"));
        Assert.Contains(
            $"user {_user}", (await RunAsync("status", daemon.PidFile)).Succeeds().Output, StringComparison.Ordinal);
    }

    /// <summary>A tool that root has installed is in root's home.</summary>
    [Fact]
    public async Task ToolNeedNotBeReadableForTheUser()
    {
        await OwnDirectoriesAsync();
        var folder = Sandbox.Create("private");
        (await Sandbox.ExecuteAsync("/bin/sh", "-c", $"cp -r '{Tool.Folder}/.' '{folder}' && chmod 700 '{folder}'")).Succeeds();
        var daemon = await StartAsUserAsync("wait");
        (await Sandbox.ExecuteAsync(Path.Combine(folder, Tool.Assembly), "stop", daemon.PidFile)).Succeeds();
        Assert.False(daemon.IsRunning);
    }

    /// <summary>The user could load code into a process of root by the variables of the daemon.</summary>
    [Fact]
    public async Task VariablesOfTheUserDoNotReachAProcessOfRoot()
    {
        await OwnDirectoriesAsync();
        Sandbox.Environment["LD_DEBUG"] = "libs";
        Sandbox.Environment["LD_DEBUG_OUTPUT"] = Path.Combine(Sandbox.OutputDirectory, "loaded");
        var daemon = await StartAsUserAsync("wait");
        Sandbox.Environment["LD_DEBUG"] = null;
        Sandbox.Environment["LD_DEBUG_OUTPUT"] = null;
        foreach (var file in Directory.GetFiles(Sandbox.OutputDirectory))
        {
            File.Delete(file);
        }

        (await RunAsync("stop", daemon.PidFile)).Succeeds();
        var files = Directory.GetFiles(Sandbox.OutputDirectory, "loaded.*");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Assert.Equal($"{_user}\n", (await Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%u", file)).Output);
        }
    }

    /// <summary>It could be a file that only root may read, or a pipe.</summary>
    [Fact]
    public async Task RootDoesNotReadALogThatAUserNames()
    {
        await OwnDirectoriesAsync();
        var daemon = await StartAsUserAsync("wait");
        Assert.Equal(
            $"daemonize: root does not read a file that another user names; 'sudo -u {_user} daemonize logs testapp/wait' shows the log\n",
            (await RunAsync("logs", daemon.PidFile)).FailsInOneLine(Tool, 4).Error);
        Assert.Contains("started (pid ", (await RunAsUserAsync(Tool.File, "logs", "wait")).Succeeds().Output, StringComparison.Ordinal);
    }

    /// <summary>As root, a program that another user could have written is not run, whoever has started it.</summary>
    [Fact]
    public async Task RootDoesNotRunAProgramThatAUserCanWrite()
    {
        RequiresRoot.Check();
        var folder = Sandbox.Create("app");
        (await Sandbox.ExecuteAsync("/bin/sh", "-c", $"cp -r '{App.Test.Folder}/.' '{folder}' && chown -R {_user} '{folder}'")).Succeeds();
        (await Sandbox.ExecuteAsync(Path.Combine(folder, App.Test.Assembly), "start", "wait")).Succeeds();
        await CardsAsync("wait");
        var result = (await RunAsync("stop", Sandbox.Daemon("wait").PidFile)).FailsInOneLine(Tool, 4);
        Assert.StartsWith(
            "daemonize: cannot stop testapp/wait: another user than root can change ", result.Error, StringComparison.Ordinal);
        Assert.True(Sandbox.Daemon("wait").IsRunning);
    }

    /// <summary>
    /// A user can lock a file, write the process into it, and execute a program that becomes root. The process here is of root, but its
    /// lock file is the user's: it would be called with "stop", and leave a file.
    /// </summary>
    [Fact]
    public async Task RootDoesNotCallAProcessWhoseLockIsAUsers()
    {
        RequiresRoot.Check();
        var (daemon, called) = (Sandbox.Daemon("fake"), Path.Combine(Sandbox.Root, "called"));
        var python = EndToEnd.Tests.Infrastructure.Tools.Python;
        var holder = Sandbox.Begin(
            python, "-c", Fake, daemon.LockFile, _user, "called=" + called, "evil", "fake", daemon.LockFile, "@daemon", "fake");
        await Wait.UntilAsync(() => daemon.IsRunning || holder.HasEnded, "the lock is held");
        Assert.Equal(
            "daemonize: cannot stop evil/fake: it has no card, and its process does not show how to call its program; stop it with its " +
            "own program\n",
            (await RunAsync("stop", daemon.PidFile)).FailsInOneLine(Tool, 1).Error);
        Assert.False(File.Exists(called));

        // The same process is called if the file is root's: it is the owner that counts.
        (await Sandbox.ExecuteAsync("/usr/bin/chown", "0", daemon.LockFile)).Succeeds();
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
        Assert.True(File.Exists(called));
        await holder.EndAsync();
    }

    /// <summary>Otherwise a restart by root would start root's daemon with the environment of that process.</summary>
    [Fact]
    public async Task ProcessWithTheNameOfADaemonOfRootIsNotTakenForIt()
    {
        RequiresRoot.Check();
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
        var fake = Sandbox.Daemon("fake");
        var holder = Sandbox.Begin(
            EndToEnd.Tests.Infrastructure.Tools.Python, "-c", Fake, fake.LockFile, _user, "called=no", "testapp", "wait", daemon.LockFile,
            "@daemon", "wait");
        await Wait.UntilAsync(() => fake.IsRunning || holder.HasEnded, "the lock is held");

        Assert.Matches("^testapp +wait +stopped [^\n]*\n$", (await RunAsync("list", daemon.PidFile)).Succeeds().Output);
        Assert.Matches("^testapp +wait +running [^\n]*\n$", (await RunAsync("list", fake.PidFile)).Succeeds().Output);
        await holder.EndAsync();
    }

    /// <summary>Root has started it, so it is root's: the program becomes the user by itself.</summary>
    [Fact]
    public async Task RootRestartsItsDaemonThatRunsAsAnother()
    {
        RequiresRoot.Check();
        AllowOthers();
        var daemon = await StartAsync("wait", "--user=nobody");
        await CardsAsync("wait");
        var pid = daemon.Pid;
        (await RunAsync("restart", daemon.PidFile)).Succeeds();
        Assert.NotEqual(pid, daemon.Pid);
        Assert.Equal("65534\t65534\t65534\t65534", daemon.Process.Status("Uid"));
    }

    /// <summary>Locks a file as a daemon does, and gives it to a user; called again, it leaves another file.</summary>
    private const string Fake = """
        import fcntl, os, struct, sys, time
        path, user, called, program, name, named = sys.argv[1:7]
        if "stop" in sys.argv:
            open(called.split("=")[1], "w").close()
            sys.exit(0)
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        start = open("/proc/self/stat").read().rsplit(")", 1)[1].split()[19]
        space = open("/proc/sys/kernel/random/boot_id").read().strip()
        os.write(lock, f"{os.getpid()} {start} 0 {lock}\nready\n{name} {space} {program}\n{named}\n".encode())
        os.chown(path, int(user), -1)
        fcntl.fcntl(lock, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
        time.sleep(1000)
        """;

    private string[] SetUser => [$"--reuid={_user}", $"--regid={_user}", "--clear-groups", "--"];

    /// <summary>Gives the user the directories of the sandbox.</summary>
    private async Task OwnDirectoriesAsync()
    {
        RequiresRoot.Check();
        AllowOthers();
        Sandbox.Environment["DAEMONIZE_CARDS"] = Path.Combine(Sandbox.OutputDirectory, "cards");
        (await Sandbox.ExecuteAsync(
            "/usr/bin/chown", _user, Sandbox.RuntimeDirectory, Sandbox.LogDirectory, Sandbox.OutputDirectory)).Succeeds();
    }

    private void AllowOthers() =>
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    private Task<CommandResult> RunAsUserAsync(params string[] words) => Sandbox.ExecuteAsync("/usr/bin/setpriv", [.. SetUser, .. words]);

    /// <summary>Starts a daemon as the user, and waits for its card.</summary>
    private async Task<DaemonFiles> StartAsUserAsync(string name)
    {
        var daemon = Sandbox.Daemon(name);
        (await RunAsUserAsync(
            App.Test.File, "start", name, $"--log-file={daemon.LogFile}", $"--environment=DAEMONIZE_SANDBOX={Sandbox.Root}")).Succeeds();
        var cards = Sandbox.Environment["DAEMONIZE_CARDS"]!;
        await Wait.UntilAsync(
            () => Directory.Exists(cards) && Directory.GetFiles(cards, $"testapp.{name}.*.json").Length == 1, $"{name} has a card");
        return daemon;
    }
}
