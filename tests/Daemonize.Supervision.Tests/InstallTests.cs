namespace Daemonize.Supervision.Tests;

/// <summary><c>install</c> and its effects, on a real systemd.</summary>
[Collection(SystemdMachine.Collection)]
public sealed class InstallTests(SystemdMachine machine) : IAsyncLifetime
{
    private const string Output = "SERVICEAPP_OUTPUT=/var/lib/serviceapp-";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => machine.RemoveUnitsAsync();

    [Fact]
    public async Task InstalledDaemonIsStartedEnabledAndTakenBack()
    {
        var said = (await InstallAsync("serve")).Output;
        Assert.Equal(
            ["wrote /etc/systemd/system/serviceapp-serve.service", "enabled serviceapp-serve.service", "started serviceapp-serve.service",
                ""], said.Split('\n'));
        (await machine.RunAsync("systemctl", "is-enabled", "--quiet", "serviceapp-serve")).Succeeds();
        (await machine.RunAsync("systemctl", "is-active", "--quiet", "serviceapp-serve")).Succeeds();
        var status = (await RunAsync("status", "serve")).ExitsWith(0).Output;
        Assert.Contains("running", status, StringComparison.Ordinal);
        Assert.Contains("managed by systemd (serviceapp-serve.service)", status, StringComparison.Ordinal);

        Assert.Equal(
            ["/etc/systemd/system/serviceapp-serve.service is so already", "serviceapp-serve.service is enabled already",
                "serviceapp-serve.service runs already", ""],
            (await InstallAsync("serve")).Output.Split('\n'));

        Assert.Equal(
            ["stopped serviceapp-serve.service", "disabled serviceapp-serve.service",
                "removed /etc/systemd/system/serviceapp-serve.service", ""],
            (await RunAsync("uninstall", "serve")).Succeeds().Output.Split('\n'));
        Assert.Equal("inactive", (await machine.RunAsync("systemctl", "is-active", "serviceapp-serve")).Output.Trim());
        Assert.DoesNotContain("managed", (await RunAsync("status", "serve")).ExitsWith(3).Output, StringComparison.Ordinal);
        Assert.Contains("is not installed", (await RunAsync("uninstall", "serve")).Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerbsGoThroughTheManager()
    {
        (await InstallAsync("serve")).Succeeds();
        Assert.Equal("serve stopped, by systemd (serviceapp-serve.service)\n", (await RunAsync("stop", "serve")).Succeeds().Output);
        Assert.Equal("inactive", await ReadAsync("ActiveState"));
        Assert.Contains(
            "serve is not running", (await RunAsync("reload", "serve")).FailsInOneLine(App.Service, 7).Error, StringComparison.Ordinal);
        Assert.Equal(
            "serve is not running, by systemd (serviceapp-serve.service)\n", (await RunAsync("try-restart", "serve")).Succeeds().Output);
        Assert.Equal("serve started, by systemd (serviceapp-serve.service)\n", (await RunAsync("start", "serve")).Succeeds().Output);
        var pid = await ReadAsync("MainPID");
        (await RunAsync("reload", "serve")).Succeeds();
        Assert.Equal(
            "reloaded\n",
            await File.ReadAllTextAsync(
                machine.PathOf("/var/lib/private/serviceapp-serve/reloaded"), TestContext.Current.CancellationToken));

        // Also for a caller that ignores SIGCHLD, and passes that on.
        (await machine.RunAsync("env", "--ignore-signal=CHLD", App.Service.File, "restart", "serve")).Succeeds();
        Assert.NotEqual(pid, await ReadAsync("MainPID"));
        Assert.Equal("active", await ReadAsync("ActiveState"));
        Assert.Contains(
            "install serve", (await RunAsync("start", "serve", "--word", "x")).FailsInOneLine(App.Service, 2).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "leave the options out", (await RunAsync("stop", "serve", "--kill")).FailsInOneLine(App.Service, 2).Error,
            StringComparison.Ordinal);
        (await machine.RunAsync("journalctl", "--sync")).Succeeds();
        Assert.Contains(
            "serve: at work", (await RunAsync("logs", "serve", "-n", "1000", "--since", "1h")).ExitsWith(0).Output,
            StringComparison.Ordinal);
        (await RunAsync("uninstall", "serve")).Succeeds();
    }

    [Fact]
    public async Task HandlesGoThroughTheManagerToo()
    {
        (await InstallAsync("serve")).Succeeds();
        var pid = await ReadAsync("MainPID");
        await ConductAsync("stop");
        Assert.Equal("inactive", await ReadAsync("ActiveState"));
        await ConductAsync("start");
        Assert.Equal("active", await ReadAsync("ActiveState"));
        Assert.NotEqual(pid, await ReadAsync("MainPID"));
        pid = await ReadAsync("MainPID");
        await ConductAsync("reload");
        Assert.Equal(
            "reloaded\n",
            await File.ReadAllTextAsync(
                machine.PathOf("/var/lib/private/serviceapp-serve/reloaded"), TestContext.Current.CancellationToken));
        await ConductAsync("restart");
        Assert.NotEqual(pid, await ReadAsync("MainPID"));
        Assert.Equal("active", await ReadAsync("ActiveState"));
        Assert.Contains(
            "install serve", (await RunAsync("once", "conduct", "--verb", "start-with-word")).ExitsWith(1).Error, StringComparison.Ordinal);
        (await RunAsync("uninstall", "serve")).Succeeds();

        async Task ConductAsync(string verb) => (await RunAsync("once", "conduct", "--verb", verb)).ExitsWith(0);
    }

    [Fact]
    public async Task FailureOfTheManagerIsRelayedInOneLine()
    {
        // The daemon has no directory to write to.
        var failed = (await RunAsync("install", "serve")).ExitsWith(1);
        Assert.StartsWith(
            "serviceapp: 'systemctl --no-ask-password start serviceapp-serve.service' failed: Job for", failed.Error,
            StringComparison.Ordinal);
        Assert.Contains("journalctl --unit serviceapp-serve.service", failed.Error, StringComparison.Ordinal);
        Assert.Equal(failed.Error.Length - 1, failed.Error.IndexOf('\n', StringComparison.Ordinal));
        (await RunAsync("start", "serve")).FailsInOneLine(App.Service, 1);
        (await RunAsync("uninstall", "serve")).Succeeds();
    }

    [Fact]
    public async Task InstancesAreInstalledScaledAndNamed()
    {
        (await InstallAsync("share")).Succeeds();
        Assert.Equal(2, await CountAsync());
        var status = (await RunAsync("status", "share")).ExitsWith(0).Output;
        Assert.Equal(3, status.Split("managed by systemd (serviceapp-share@.service)").Length);
        (await RunAsync("stop", "share:1")).Succeeds();
        Assert.Equal(1, await CountAsync());
        (await RunAsync("status", "share:2")).ExitsWith(0);
        (await RunAsync("start", "share")).Succeeds();
        Assert.Equal(2, await CountAsync());
        (await InstallAsync("share", "--instances", "3")).Succeeds();
        Assert.Equal(3, await CountAsync());
        (await InstallAsync("share")).Succeeds();
        Assert.Equal(2, await CountAsync());
        (await RunAsync("stop", "share")).Succeeds();
        Assert.Equal(0, await CountAsync());
        (await InstallAsync("share", "--instances", "1")).Succeeds();
        Assert.False(File.Exists(machine.PathOf("/etc/systemd/system/serviceapp-share@.service")));
        (await machine.RunAsync("systemctl", "is-active", "--quiet", "serviceapp-share.service")).Succeeds();
        (await RunAsync("uninstall", "share")).Succeeds();
        Assert.Empty(Directory.GetFiles(machine.PathOf("/etc/systemd/system"), "serviceapp-share*"));
        Assert.Empty((await machine.RunAsync("find", "/etc/systemd/system", "-name", "serviceapp-share*")).Output);
    }

    [Fact]
    public async Task TimerIsWhatIsEnabledAndStarted()
    {
        (await InstallAsync("report", "--timer")).Succeeds();
        (await machine.RunAsync("systemctl", "is-active", "--quiet", "serviceapp-report.timer")).Succeeds();
        Assert.Contains(
            "managed by systemd (serviceapp-report.timer)", (await RunAsync("status", "report")).Output, StringComparison.Ordinal);
        (await RunAsync("stop", "report")).Succeeds();
        Assert.Equal("inactive", (await machine.RunAsync("systemctl", "is-active", "serviceapp-report.timer")).Output.Trim());
        (await RunAsync("uninstall", "report")).Succeeds();
        Assert.Empty(Directory.GetFiles(machine.PathOf("/etc/systemd/system"), "serviceapp-report*"));
    }

    [Fact]
    public async Task DryRunOnlyPrints()
    {
        var said = (await RunAsync("install", "serve", "--dry-run")).Succeeds().Output;
        Assert.Contains("would write /etc/systemd/system/serviceapp-serve.service:\n# made by Daemonize", said, StringComparison.Ordinal);
        Assert.Contains("would run: systemctl --no-ask-password start serviceapp-serve.service\n", said, StringComparison.Ordinal);
        Assert.Empty((await machine.RunAsync("find", "/etc/systemd/system", "-name", "serviceapp-serve*")).Output);
    }

    [Fact]
    public async Task NoStartLeavesItToTheNextBoot()
    {
        (await InstallAsync("serve", "--no-start")).Succeeds();
        Assert.Equal("inactive", await ReadAsync("ActiveState"));
        (await machine.RunAsync("systemctl", "is-enabled", "--quiet", "serviceapp-serve")).Succeeds();
        (await RunAsync("uninstall", "serve")).Succeeds();
    }

    [Fact]
    public async Task UnitOfSomebodyElseIsNotOurs()
    {
        var file = machine.PathOf("/etc/systemd/system/serviceapp-serve.service");
        await File.WriteAllTextAsync(file, "[Service]\nExecStart=/bin/true\n", TestContext.Current.CancellationToken);
        Assert.Contains(
            "will not overwrite", (await RunAsync("install", "serve")).FailsInOneLine(App.Service, 1).Error, StringComparison.Ordinal);
        (await RunAsync("uninstall", "serve")).FailsInOneLine(App.Service, 1);
        Assert.DoesNotContain("managed", (await RunAsync("status", "serve")).Output, StringComparison.Ordinal);
        Assert.Equal("[Service]\nExecStart=/bin/true\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        File.Delete(file);
    }

    [Fact]
    public async Task UserHasItManagedByHisOwn()
    {
        (await machine.RunAsync("useradd", "--create-home", "tester")).ExitsWith(0);
        (await machine.RunAsync("loginctl", "enable-linger", "tester")).Succeeds();
        var id = (await machine.RunAsync("id", "-u", "tester")).Succeeds().Output.Trim();
        await Wait.UntilAsync(() => File.Exists(machine.PathOf($"/run/user/{id}/systemd/private")), "the user's manager listens");
        Task<CommandResult> RunAsUserAsync(params string[] args) => machine.RunAsync(
            "setpriv",
            ["--reuid=tester", "--regid=tester", "--init-groups", "env", "HOME=/home/tester", $"XDG_RUNTIME_DIR=/run/user/{id}", .. args]);
        string[] install = [App.Service.File, "install", "--user", "serve", "--environment", "SERVICEAPP_OUTPUT=/home/tester"];
        Assert.StartsWith(
            "wrote /home/tester/.config/systemd/user/serviceapp-serve.service\n", (await RunAsUserAsync(install)).Succeeds().Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "managed by systemd (serviceapp-serve.service)",
            (await RunAsUserAsync(App.Service.File, "status", "serve")).ExitsWith(0).Output, StringComparison.Ordinal);
        (await RunAsUserAsync("systemctl", "--user", "is-active", "--quiet", "serviceapp-serve")).Succeeds();
        (await RunAsUserAsync("systemctl", "--user", "is-enabled", "--quiet", "serviceapp-serve")).Succeeds();
        (await RunAsUserAsync(App.Service.File, "reload", "serve")).Succeeds();
        (await RunAsUserAsync(App.Service.File, "stop", "serve")).Succeeds();
        (await RunAsUserAsync(App.Service.File, "status", "serve")).ExitsWith(3);
        (await RunAsUserAsync(App.Service.File, "uninstall", "--user", "serve")).Succeeds();
        Assert.False(File.Exists(machine.PathOf("/home/tester/.config/systemd/user/serviceapp-serve.service")));
    }

    [Fact]
    public async Task UserIsToldThatItIsRootsToManage()
    {
        (await InstallAsync("serve")).Succeeds();
        Task<CommandResult> RunAsUserAsync(params string[] args) =>
            machine.RunAsync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/", App.Service.File, .. args]);
        Assert.Contains("running", (await RunAsUserAsync("status", "serve")).ExitsWith(0).Output, StringComparison.Ordinal);
        Assert.EndsWith(
            "; use sudo\n", (await RunAsUserAsync("stop", "serve")).FailsInOneLine(App.Service, 4).Error, StringComparison.Ordinal);
        (await RunAsync("uninstall", "serve")).Succeeds();
    }

    [Fact]
    public async Task WithoutTheRightItSaysWhatToDo()
    {
        var refused =
            await machine.RunAsync(
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/", App.Service.File, "install", "serve");
        Assert.Equal(
            "serviceapp: cannot install serve: only root may write in /etc/systemd/system; use sudo, or --user for your own service " +
            "manager\n",
            refused.FailsInOneLine(App.Service, 4).Error);
    }

    [Fact]
    public async Task WithoutAServiceManagerItSaysSo()
    {
        Assert.Equal(
            "serviceapp: cannot install a daemon: neither systemd nor supervisord runs on this machine; use 'start'\n",
            (await InstallWithoutAnyAsync("serve")).FailsInOneLine(App.Service, 1).Error);
        Assert.Equal(
            "serviceapp: cannot install a daemon: systemd does not run on this machine; use 'start'\n",
            (await InstallWithoutAnyAsync("serve", "--user")).FailsInOneLine(App.Service, 1).Error);

        // Their sockets and directories are in /run, if this machine has one.
        Task<CommandResult> InstallWithoutAnyAsync(params string[] args) => ServiceCommand.RunToolAsync(
            "unshare", ["--mount", "/bin/sh", "-c", "mount -t tmpfs none /run && exec \"$0\" install \"$@\"", App.Service.File, .. args]);
    }

    private Task<CommandResult> RunAsync(params string[] args) => machine.RunAsync(App.Service.File, args);

    private async Task<CommandResult> InstallAsync(string name, params string[] args) =>
        (await RunAsync(["install", name, "--environment", $"{Output}{name}", .. args])).Succeeds();

    private async Task<string> ReadAsync(string property) =>
        (await machine.RunAsync("systemctl", "show", "--value", "--property", property, "serviceapp-serve")).Succeeds().Output.Trim();

    private async Task<int> CountAsync() =>
        (await machine.RunAsync("systemctl", "list-units", "--no-legend", "--state=active", "serviceapp-share@*.service")).Output.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries).Length;
}
