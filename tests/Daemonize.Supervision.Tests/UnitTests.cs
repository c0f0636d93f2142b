namespace Daemonize.Supervision.Tests;

/// <summary>The output of <c>unit systemd</c>, which systemd accepts without a complaint.</summary>
public sealed class UnitTests
{
    private static readonly string[][] Invocations =
        [[], ["--user", "serve", "share"], ["--timer", "report", "rule"], ["share", "--instances", "1"],
            ["--root-directory", "/srv", "serve"], ["--pid-file", "/srv/x y%n/serve.pid", "serve"]];

    public static TheoryData<string[]> Kinds => [.. Invocations];

    /// <summary>A user's manager has no sandboxing, so its units have no score.</summary>
    public static TheoryData<string[]> Fenced => [.. Invocations.Where(static args => !args.Contains("--user"))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task SystemdIsSilentAboutEveryUnit(string[] args)
    {
        var directory = Directory.CreateTempSubdirectory("daemonize-units-").FullName;
        try
        {
            var files = await WriteAsync(directory, args);
            (await ServiceCommand.RunToolAsync("systemd-analyze", ["verify", "--man=no", .. files])).Succeeds();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Fenced))]
    public async Task LittleIsExposed(string[] args)
    {
        var directory = Directory.CreateTempSubdirectory("daemonize-units-").FullName;
        try
        {
            foreach (var file in (await WriteAsync(directory, args)).Where(
                static file => file.EndsWith(".service", StringComparison.Ordinal)))
            {
                (await ServiceCommand.RunToolAsync(
                    "systemd-analyze", "security", "--offline=true", "--threshold=39", "--no-pager", file)).ExitsWith(0);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task SettingsBecomeLines()
    {
        var unit =
            Assert.Single(
                await ServiceCommand.PrintUnitsAsync(
                    "rule", "--umask", "027", "--stop-timeout", "1m", "--start-timeout", "1500ms", "--working-directory", "/srv")).Value;
        string[] expected =
        [
            "Description=Has 100%% of what root may do", "TimeoutStartSec=6500ms", "TimeoutStopSec=65s", "WatchdogSec=30s", "User=root",
            "UMask=0027", "WorkingDirectory=/srv",
            "Environment=\"PRICE=5$ or 10%%\"", "PassEnvironment=LANG", "EnvironmentFile=-/etc/serviceapp.env", "LimitCORE=infinity",
            "LimitNOFILE=1000",
            "MemoryMax=536870912", "Nice=5", "ReadWritePaths=-/srv",
            $"ExecStart={App.Service.File} run rule --stop-timeout=1m --start-timeout=1500ms",
        ];
        var lines = unit.Split('\n');
        Assert.All(
            expected,
            line => Assert.True(lines.Contains(line) || unit.Contains(line + " ", StringComparison.Ordinal), $"no {line} in\n{unit}"));
        Assert.DoesNotContain("DynamicUser", unit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VariablesOfTheCommandDoNotGetIntoAUnit()
    {
        var info = new System.Diagnostics.ProcessStartInfo(App.Service.File, ["unit", "systemd", "serve"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DAEMONIZE_SERVICEAPP_UMASK"] = "000", ["SERVICEAPP_WORD"] = "secret" },
        };
        var unit = (await new RunningCommand(info).CompleteAsync()).Succeeds().Output;
        Assert.Contains("UMask=0022", unit, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", unit, StringComparison.Ordinal);
        Assert.Contains("CapabilityBoundingSet=\n", unit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InstancesAreATemplate()
    {
        var units = await ServiceCommand.PrintUnitsAsync("share");
        Assert.Equal(["serviceapp-share@.service"], units.Keys);
        Assert.Contains($"ExecStart={App.Service.File} run share:%i --instances=2\n", units.Values.Single(), StringComparison.Ordinal);
        Assert.Equal(["serviceapp-share.service"], (await ServiceCommand.PrintUnitsAsync("share", "--instances", "1")).Keys);
    }

    [Fact]
    public async Task DaemonInARootDirectoryMayEnterWriteAndSignalThere()
    {
        var lines =
            (await ServiceCommand.PrintUnitsAsync(
                "serve", "--root-directory", "/srv/root", "--working-directory", "/within")).Values.Single().Split('\n');
        string[] expected =
        [
            $"ExecStart={App.Service.File} run serve --root-directory=/srv/root --working-directory=/within", "WorkingDirectory=/",
            "ReadWritePaths=-/srv/root",
            "CapabilityBoundingSet=CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_KILL CAP_SETGID CAP_SETUID CAP_SYS_CHROOT",
        ];
        Assert.Superset(expected.ToHashSet(), lines.ToHashSet());
    }

    [Fact]
    public async Task ReloadIsTheProgramsOwnWhichWaits()
    {
        var unit =
            (await ServiceCommand.PrintUnitsAsync("serve", "--start-timeout", "1m30s", "--pid-file", "/srv/x y.pid")).Values.Single();
        Assert.Contains($"ExecReload={App.Service.File} reload serve --timeout=90s\n", unit, StringComparison.Ordinal);
        Assert.Contains("Environment=\"DAEMONIZE_SERVICEAPP_SERVE_PID_FILE=/srv/x y.pid\"\n", unit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TimerMakesUpForMissedSlotsWhereTheDaemonWould()
    {
        var units = await ServiceCommand.PrintUnitsAsync("--timer", "report", "rule");
        Assert.Equal(
            ["serviceapp-report.service", "serviceapp-report.timer", "serviceapp-rule.service", "serviceapp-rule.timer"], units.Keys);
        Assert.Contains("OnCalendar=Mon..Fri *-*-* 02:30:00 UTC\n", units["serviceapp-report.timer"], StringComparison.Ordinal);
        Assert.Contains("Persistent=no\n", units["serviceapp-report.timer"], StringComparison.Ordinal);
        Assert.Contains("OnCalendar=*-*-* 00:00:00\n", units["serviceapp-rule.timer"], StringComparison.Ordinal);
        Assert.Contains("Persistent=yes\n", units["serviceapp-rule.timer"], StringComparison.Ordinal);
        Assert.Contains("RandomizedDelaySec=10s\n", units["serviceapp-rule.timer"], StringComparison.Ordinal);
        Assert.Contains(
            "Type=oneshot\nExecStart=" + App.Service.File + " once report\n", units["serviceapp-report.service"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unit takes systemd", "unit")]
    [InlineData("not 'systemv'", "unit", "systemv")]
    [InlineData("serve has no cron expression", "unit", "systemd", "serve", "--timer")]
    [InlineData("share:1 is one of several", "unit", "systemd", "share:1")]
    [InlineData("there is no share:3", "unit", "launchd", "share:3")]
    [InlineData("--timer is for 'unit systemd'", "unit", "supervisord", "report", "--timer")]
    [InlineData("--user is for 'unit systemd'", "unit", "kubernetes", "report", "--user")]
    [InlineData("no log file", "unit", "logrotate", "serve", "--log-file", "journal")]
    [InlineData("needs no line", "unit", "tmpfiles", "serve", "--pid-file", "/run/serve.pid")]
    [InlineData("reads no environment file", "unit", "supervisord", "rule")]
    [InlineData("reads no environment file", "unit", "launchd", "rule")]
    [InlineData("supervisord has no way to write", "unit", "supervisord", "serve", "--environment", "A='\"")]
    [InlineData("its own root directory", "unit", "kubernetes", "serve", "--root-directory", "/srv")]
    [InlineData("needs root", "unit", "systemd", "rule", "--user")]
    [InlineData("has no calendar event", "unit", "systemd", "report", "--timer", "--cron", "0 0 15W * *")]
    [InlineData("has no calendar event", "unit", "systemd", "report", "--timer", "--cron", "0 0 * * MON#2")]
    [InlineData("--umask takes", "unit", "systemd", "serve", "--umask", "9")]
    public async Task WhatCannotBeIsToldInOneLine(string reason, params string[] args) =>
        Assert.Contains(reason, (await ServiceCommand.RunAsync(args)).FailsInOneLine(App.Service, 2).Error, StringComparison.Ordinal);

    private static async Task<string[]> WriteAsync(string directory, string[] args)
    {
        var units = await ServiceCommand.PrintUnitsAsync(args);
        Assert.NotEmpty(units);
        foreach (var (name, text) in units)
        {
            await File.WriteAllTextAsync(Path.Combine(directory, name), text);
        }

        return [.. units.Keys.Select(name => Path.Combine(directory, name))];
    }
}
