using System.Text.RegularExpressions;

namespace Daemonize.Supervision.Tests;

/// <summary>The printed program sections under a real supervisord.</summary>
public sealed partial class SupervisordTests(SupervisordMachine machine) : IClassFixture<SupervisordMachine>, IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("daemonize-supervisord-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task InstalledDaemonIsStartedManagedAndTakenBack()
    {
        Assert.Equal(
            ["wrote /etc/supervisor/conf.d/serviceapp-serve.conf", "supervisord has serviceapp-serve", ""],
            (await InstallAsync("serve")).Output.Split('\n'));
        Assert.Equal(["/etc/supervisor/conf.d/serviceapp-serve.conf is so already", ""], (await InstallAsync("serve")).Output.Split('\n'));
        var pid = await WaitForPidAsync("serviceapp-serve:1");
        await WaitForStartsAsync(1);
        var status = (await RunAsync("status", "serve")).ExitsWith(0).Output;
        Assert.Contains("managed by supervisord (serviceapp-serve)", status, StringComparison.Ordinal);
        Assert.Contains($"pid {pid}", status, StringComparison.Ordinal);

        Assert.Equal($"serve reloaded (pid {pid})\n", (await RunAsync("reload", "serve")).Succeeds().Output);
        Assert.Equal("reloaded\n", Written("reloaded"));

        (await machine.RunAsync("kill", "-KILL", pid)).Succeeds();
        Assert.NotEqual(pid, await WaitForPidAsync("serviceapp-serve:1", not: pid));
        await WaitForStartsAsync(2);

        Assert.Equal("serve stopped, by supervisord (serviceapp-serve)\n", (await RunAsync("stop", "serve")).Succeeds().Output);
        Assert.Equal("Signal\n", Written("stopped"));
        (await RunAsync("status", "serve")).ExitsWith(3);
        (await RunAsync("reload", "serve")).FailsInOneLine(App.Service, 7);
        (await RunAsync("start", "serve")).Succeeds();
        await WaitForStartsAsync(3);
        Assert.Contains("serve: at work", (await RunAsync("logs", "serve")).ExitsWith(0).Output, StringComparison.Ordinal);

        (await RunAsync("uninstall", "serve")).Succeeds();
        Assert.Equal("Signal\nSignal\n", Written("stopped"));
        Assert.DoesNotContain("managed", (await RunAsync("status", "serve")).ExitsWith(3).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachProcessIsAnInstance()
    {
        (await InstallAsync("share")).Succeeds();
        await WaitForAsync("share-1", text => text == "1 of 2\n");
        await WaitForAsync("share-2", text => text == "2 of 2\n");
        (await RunAsync("stop", "share:1")).Succeeds();
        var status = (await RunAsync("status", "share")).Output;
        Assert.Contains("share:2  running", status, StringComparison.Ordinal);
        Assert.Contains("share:1  stopped", status, StringComparison.Ordinal);
        (await RunAsync("uninstall", "share")).Succeeds();
    }

    [Theory]
    [InlineData("%(x)s 100%")]
    [InlineData("a \"b\" 'c' \\ $HOME é")]
    [InlineData("no ; comment # here")]
    public async Task OptionsReachTheDaemonAsTheyWere(string word)
    {
        (await InstallAsync("serve", "--word", word)).Succeeds();
        var pid = await WaitForPidAsync("serviceapp-serve:1");
        var line = (await machine.RunAsync("cat", $"/proc/{pid}/cmdline")).Succeeds().Output;
        (await RunAsync("uninstall", "serve")).Succeeds();
        Assert.Equal([App.Service.File, "run", "serve", $"--word={word}", ""], line.Split('\0'));
    }

    [Fact]
    public async Task EnvironmentReachesTheDaemonAsItWas()
    {
        (await InstallAsync("serve", "--environment", "HARD=a, b 'c' %d \\ $e", "--environment", "OTHER=say \"x\" now")).Succeeds();
        await WaitForAsync("started", text => text.Length > 0);
        (await RunAsync("uninstall", "serve")).Succeeds();
        var lines = Written("environment").Split('\n');
        Assert.Contains("HARD=a, b 'c' %d \\ $e", lines);
        Assert.Contains("OTHER=say \"x\" now", lines);
    }

    private Task<CommandResult> RunAsync(params string[] args) => machine.RunAsync(App.Service.File, args);

    private async Task<CommandResult> InstallAsync(string name, params string[] args) =>
        (await RunAsync(["install", name, "--environment", $"SERVICEAPP_OUTPUT={_directory}", .. args])).Succeeds();

    private string Written(string file) => TextFile.TryRead(Path.Combine(_directory, file)) ?? "";

    private Task WaitForAsync(string file, Predicate<string> isWanted) =>
        Wait.UntilAsync(() => isWanted(Written(file)), $"{file} is as wanted");

    /// <summary>Waits for starts: supervisord knows only how long a process has existed, not whether it has begun.</summary>
    private Task WaitForStartsAsync(int count) =>
        WaitForAsync("started", text => text.Count(static character => character == '\n') == count);

    /// <summary>Waits until supervisord reports the process as running, with a new pid.</summary>
    private async Task<string> WaitForPidAsync(string process, string not = "") => RunningPid().Match((await Wait.ForAnswerAsync(
        () => machine.RunAsync("supervisorctl", "status", process),
        status => RunningPid().Match(status.Output) is { Success: true } match && match.Groups[1].Value != not,
        $"{process} runs")).Output).Groups[1].Value;

    [GeneratedRegex(@"RUNNING +pid (\d+)")]
    private static partial Regex RunningPid();
}
