namespace Daemonize.Supervision.Tests;

/// <summary>The printed units under the real systemd: with all their sandboxing the daemons do their work.</summary>
[Collection(SystemdMachine.Collection)]
public sealed class PrintedUnitTests(SystemdMachine machine) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => machine.RemoveUnitsAsync();

    [Theory]
    [InlineData]
    [InlineData("--pid-file", "/run/serviceapp-serve/x y%n.pid")]
    public async Task DaemonIsReadyReloadsAndStopsBehindItsFences(params string[] options)
    {
        var service =
            await Service.WriteAsync(
                machine, "serviceapp-serve", ["serve", "--environment", "SERVICEAPP_OUTPUT=/var/lib/serviceapp-serve", .. options]);
        await service.DoAsync("start");
        await service.WaitForAsync("StatusText", text => text.Contains("at ", StringComparison.Ordinal));
        Assert.NotEqual(
            "0", (await machine.RunAsync("stat", "--format=%u", $"/proc/{await service.ReadAsync("MainPID")}")).Succeeds().Output.Trim());
        await service.DoAsync("reload");
        Assert.Equal("reloaded\n", service.Written("reloaded"));

        await File.WriteAllTextAsync(service.PathOf("bad"), "", TestContext.Current.CancellationToken);
        (await machine.RunAsync("systemctl", "reload", service.Name)).ExitsWith(1);
        Assert.Contains(
            await service.ReadJournalAsync(),
            record => record.Message.Contains("reload failed: the new settings are bad; ", StringComparison.Ordinal));
        Assert.Equal("active", await service.ReadAsync("ActiveState"));
        await service.DoAsync("stop");
        Assert.Equal("success", await service.ReadAsync("Result"));
        Assert.Equal("Signal\n", service.Written("stopped"));
    }

    [Theory]
    [InlineData("%i %% $HOME ${HOME} $$")]
    [InlineData("a \"b\" 'c' \\ \\n ; é")]
    [InlineData("tab\there")]
    public async Task OptionsReachTheDaemonAsTheyWere(string word)
    {
        var service =
            await Service.WriteAsync(
                machine, "serviceapp-serve", "serve", "--environment", "SERVICEAPP_OUTPUT=/var/lib/serviceapp-serve", "--word", word);
        await service.DoAsync("start");
        var line =
            await File.ReadAllTextAsync(
                machine.PathOf($"/proc/{await service.ReadAsync("MainPID")}/cmdline"), TestContext.Current.CancellationToken);
        await service.DoAsync("stop");
        Assert.Equal([App.Service.File, "run", "serve", $"--word={word}", ""], line.Split('\0'));
    }

    [Fact]
    public async Task EnvironmentReachesTheDaemonAsItWas()
    {
        const string Hard = "a b\t\"c\" 'd' %n $e \\";
        await File.WriteAllTextAsync(machine.PathOf("/etc/secret.env"), "KEY=secret\n", TestContext.Current.CancellationToken);
        (await machine.RunAsync("chmod", "600", "/etc/secret.env")).Succeeds();
        var service = await Service.WriteAsync(
            machine, "serviceapp-serve", "serve", "--environment", "SERVICEAPP_OUTPUT=/var/lib/serviceapp-serve", "--environment",
            $"HARD={Hard}", "--environment-file", "/etc/secret.env");
        await service.DoAsync("start");
        await service.DoAsync("stop");
        var lines = service.Written("environment").Split('\n');
        Assert.Contains($"HARD={Hard}", lines);
        Assert.Contains("KEY=secret", lines);
    }

    [Fact]
    public async Task InstancesShareTheirDirectoryAndKnowEachOther()
    {
        var share =
            await Service.WriteAsync(machine, "serviceapp-share", "share", "--environment", "SERVICEAPP_OUTPUT=/var/lib/serviceapp-share");
        (await machine.RunAsync("systemctl", "start", "serviceapp-share@1", "serviceapp-share@2")).Succeeds();
        await share.WaitForWrittenAsync("share-1", "1 of 2\n");
        await share.WaitForWrittenAsync("share-2", "2 of 2\n");
        (await machine.RunAsync("systemctl", "stop", "serviceapp-share@1")).Succeeds();
        (await machine.RunAsync("systemctl", "reload", "serviceapp-share@2")).Succeeds();
        (await machine.RunAsync("systemctl", "restart", "serviceapp-share@1")).Succeeds();
        await share.WaitForWrittenAsync("share-1", "1 of 2\n1 of 2\n");
        (await machine.RunAsync("systemctl", "stop", "serviceapp-share@1", "serviceapp-share@2")).Succeeds();
    }

    [Fact]
    public async Task TimerStartsOneTick()
    {
        // The attribute's file belongs to root, who has read it before the daemon runs.
        await File.WriteAllTextAsync(machine.PathOf("/etc/serviceapp.env"), "KEY=secret\n", TestContext.Current.CancellationToken);
        (await machine.RunAsync("chmod", "600", "/etc/serviceapp.env")).Succeeds();
        var service = await Service.WriteAsync(
            machine, "serviceapp-report", "report", "--timer", "--cron", "* * * * * *", "--environment",
            "SERVICEAPP_OUTPUT=/var/lib/serviceapp-report");
        (await machine.RunAsync("systemctl", "start", "serviceapp-report.timer")).Succeeds();
        await Wait.UntilAsync(() => service.Written("report").Contains('\n', StringComparison.Ordinal), "the timer has started a tick");
        (await machine.RunAsync("systemctl", "stop", "serviceapp-report.timer", "serviceapp-report.service")).Succeeds();
        Assert.StartsWith("1\n", service.Written("report"), StringComparison.Ordinal);
    }
}
