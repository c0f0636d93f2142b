namespace Daemonize.Supervision.Tests;

/// <summary>A daemon under the real systemd, with units written by hand: the service manager support of the program itself.</summary>
[Collection(SystemdMachine.Collection)]
public sealed class SystemdTests(SystemdMachine machine)
{
    private static string Run => $"Type=notify\nExecStart={App.Service.File} run serve";

    [Fact]
    public async Task StartReturnsWhenTheDaemonIsReadyAndStatusTellsHowItGetsOn()
    {
        var service = await Service.CreateAsync(machine, "ready", $"{Run}\nEnvironment=SERVICEAPP_WARM_UP=1500");
        await service.DoAsync("start");
        Assert.NotEmpty(service.Written("started"));
        Assert.Equal(("active", "running"), (await service.ReadAsync("ActiveState"), await service.ReadAsync("SubState")));
        await service.WaitForAsync(
            "StatusText",
            text => text.Contains("ticks, 0 failed", StringComparison.Ordinal) && text.Contains("at ", StringComparison.Ordinal));
        await service.DoAsync("stop");
        Assert.Equal(("inactive", "success"), (await service.ReadAsync("ActiveState"), await service.ReadAsync("Result")));
        Assert.Equal("Signal\n", service.Written("stopped"));
    }

    [Fact]
    public async Task LongStartAndStopGetTheTimeThatTheSettingsGiveThem()
    {
        var service = await Service.CreateAsync(
            machine, "long",
            $"{Run}\nTimeoutStartSec=1s\nTimeoutStopSec=1s\nEnvironment=SERVICEAPP_WARM_UP=3000 SERVICEAPP_FAREWELL=12000");
        await service.DoAsync("start");
        await service.DoAsync("stop");
        Assert.Equal("success", await service.ReadAsync("Result"));
        Assert.Equal("Signal\n", service.Written("stopped"));
    }

    [Fact]
    public async Task SuspendedDaemonIsKilledByTheWatchdogAndStartedAgain()
    {
        var service =
            await Service.CreateAsync(machine, "suspended", $"{Run}\nRestart=on-watchdog\nWatchdogSec=2s\nWatchdogSignal=SIGKILL");
        await service.DoAsync("start");
        var pid = await service.ReadAsync("MainPID");
        (await machine.RunAsync("kill", "-STOP", pid)).Succeeds();
        await service.WaitForAsync("NRestarts", value => value == "1");
        await service.WaitForAsync("SubState", value => value == "running");
        Assert.NotEqual(pid, await service.ReadAsync("MainPID"));
        await service.DoAsync("stop");
    }

    [Fact]
    public async Task HungTickGetsTheDaemonRestarted()
    {
        var service = await Service.CreateAsync(machine, "hung", $"{Run}\nRestart=on-watchdog\nWatchdogSec=2s\nWatchdogSignal=SIGKILL");
        await service.DoAsync("start");
        (await machine.RunAsync("systemctl", "kill", "--kill-who=main", "--signal=SIGUSR2", service.Name)).Succeeds();
        await service.WaitForAsync("NRestarts", value => value == "1");
        await service.DoAsync("stop");
    }

    [Fact]
    public async Task HealthyDaemonLivesLongerThanItsWatchdogWaits()
    {
        var service = await Service.CreateAsync(machine, "healthy", $"{Run}\nRestart=on-watchdog\nWatchdogSec=1s");
        await service.DoAsync("start");
        var ticks = service.Written("started");

        // Fifty of its ticks take five periods of the watchdog.
        await service.WaitForAsync("StatusText", text => int.TryParse(text.Split(' ')[0], out var count) && count > 50);
        Assert.Equal("0", await service.ReadAsync("NRestarts"));
        Assert.Equal(ticks, service.Written("started"));
        await service.DoAsync("stop");
    }

    [Fact]
    public async Task SignalReloadsAndAFailureOfItEndsNothing()
    {
        var service = await Service.CreateAsync(machine, "reload", $"{Run}\nExecReload=/bin/kill -HUP $MAINPID");
        await service.DoAsync("start");

        // systemctl returns when kill(1) does, unless the daemon has reported its reload before that.
        await service.DoAsync("reload");
        await service.WaitForWrittenAsync("reloaded", "reloaded\n");
        await File.WriteAllTextAsync(service.PathOf("bad"), "", TestContext.Current.CancellationToken);
        await service.DoAsync("reload");
        await service.WaitForAsync("ActiveState", value => value == "active");
        await service.DoAsync("stop");
        Assert.Equal("success", await service.ReadAsync("Result"));
    }

    [Fact]
    public async Task KilledDaemonIsStartedAgain()
    {
        var service = await Service.CreateAsync(machine, "killed", $"{Run}\nRestart=on-failure\nRestartSec=10ms");
        await service.DoAsync("start");
        var pid = await service.ReadAsync("MainPID");
        (await machine.RunAsync("kill", "-KILL", pid)).Succeeds();
        await service.WaitForAsync("NRestarts", value => value == "1");
        await service.WaitForAsync("SubState", value => value == "running");
        await service.DoAsync("stop");
        Assert.Equal(2, service.Written("started").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task JournalKnowsTheLevelOfEachLine()
    {
        var service = await Service.CreateAsync(machine, "journal", Run);
        await service.DoAsync("start");
        await service.WaitForAsync("StatusText", text => text.Contains("ticks", StringComparison.Ordinal));
        await service.DoAsync("stop");
        var records = await service.ReadJournalAsync();
        Assert.Contains(("6", "serve: at work"), records);
        Assert.Contains(("4", "serve: a warning"), records);
        Assert.Contains(("4", "    of two lines"), records);
        Assert.Contains(("3", "serve: an error"), records);
        Assert.Contains(("6", "plain"), records);
    }

    [Fact]
    public async Task ChildrenDoNotGetTheVariablesOfTheServiceManager()
    {
        var service = await Service.CreateAsync(machine, "variables", $"{Run}\nWatchdogSec=10s");
        await service.DoAsync("start");
        await service.DoAsync("stop");
        var environment = service.Written("environment");
        Assert.Contains("SERVICEAPP_OUTPUT=", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("NOTIFY_SOCKET", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("WATCHDOG_", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("JOURNAL_STREAM", environment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartForksForSystemdAndItsPidFileNamesTheDaemon()
    {
        var service = await Service.CreateAsync(
            machine, "forking",
            $"Type=forking\nPIDFile=/run/forking/serve.pid\nExecStart={App.Service.File} start serve\nExecStop={App.Service.File} stop " +
            "serve");
        await service.DoAsync("start");
        Assert.Equal(service.Written("started").Trim(), await service.ReadAsync("MainPID"));
        await service.DoAsync("restart");
        await service.DoAsync("stop");
        Assert.Equal(("inactive", "success"), (await service.ReadAsync("ActiveState"), await service.ReadAsync("Result")));
        Assert.Equal("Signal\nSignal\n", service.Written("stopped"));
    }
}
