namespace Daemonize.EndToEnd.Tests;

/// <summary>A cron daemon in local time if .NET cannot read the zone that TZ or /etc/localtime names, and would silently use UTC.</summary>
public sealed class LocalTimeZoneTests : EndToEndTest
{
    private const string Name = "secondly";

    [Theory]
    [InlineData("Europe/Berln", "which this machine does not know: it is mistaken, or the package tzdata is not installed")]
    [InlineData(":Europe/Berln", "which this machine does not know: it is mistaken, or the package tzdata is not installed")]
    [InlineData("/nowhere/Europe/Berlin", "which this machine does not know: it is mistaken, or the package tzdata is not installed")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "a rule, which .NET does not read")]
    [InlineData("<+03>-3", "a rule, which .NET does not read")]
    [InlineData("EST5EDT4", "a rule, which .NET does not read")]
    [InlineData("EET-2EEST,M3.5.5/0,M10.5.5/0", "a rule, which .NET does not read")]
    [Trait("Issue", "15")]
    public async Task UnreadableTzIsRefused(string variable, string problem)
    {
        Sandbox.Environment["TZ"] = variable;
        foreach (var verb in (string[])["start", "once"])
        {
            var result = (await Sandbox.RunAsync(App.Test, verb, Name, "--time-zone", "local")).FailsInOneLine(App.Test, 2);
            Assert.Equal(
                $"testapp: --time-zone is local, but TZ is '{variable}', {problem}; set TZ or --time-zone to an IANA name, or to UTC if " +
                "that is meant\n", result.Error);
        }

        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon(Name));
    }

    /// <summary>A time without an offset is local; a time with an offset needs no time zone.</summary>
    [Theory]
    [InlineData("logs", "tick", "--since")]
    [InlineData("once", "options", "--since")]
    public async Task TimeWithoutAnOffsetIsRefused(params string[] words)
    {
        Sandbox.Environment["TZ"] = "Europe/Berln";
        await File.WriteAllTextAsync(Sandbox.Daemon("tick").LogFile, "", TestContext.Current.CancellationToken);

        var result = (await Sandbox.RunAsync(App.Test, [.. words, "2026-11-28 05:00"])).FailsInOneLine(App.Test, 2);

        Assert.Equal(
            "testapp: '2026-11-28 05:00' has no offset, but TZ is 'Europe/Berln', which this machine does not know: it is mistaken, "
                + "or the package tzdata is not installed; write an offset, such as Z for UTC, or set TZ to an IANA name\n",
            result.Error);
        (await Sandbox.RunAsync(App.Test, [.. words, "2026-11-28 05:00Z"])).ExitsWith(0);
        (await Sandbox.RunAsync(App.Test, [.. words, "2026-11-28 05:00+01:00"])).ExitsWith(0);
    }

    /// <summary>A program without time zones (InvariantTimezone) uses UTC for each of them, even if the machine has the zone.</summary>
    [Fact]
    [Trait("Issue", "15")]
    public async Task ProgramWithoutTimeZonesHasOnlyUtc()
    {
        Sandbox.Environment["DOTNET_SYSTEM_TIMEZONE_INVARIANT"] = "1";
        foreach (var name in (string[])["Europe/Berlin", "/usr/share/zoneinfo/Europe/Berlin"])
        {
            Sandbox.Environment["TZ"] = name;
            var once = (await Sandbox.RunAsync(App.Test, "once", Name, "--time-zone", "local")).FailsInOneLine(App.Test, 2);
            Assert.Contains($"but TZ is '{name}', ", once.Error, StringComparison.Ordinal);
            Assert.Contains("the program is built without time zones (InvariantTimezone)", once.Error, StringComparison.Ordinal);
        }

        Sandbox.Environment["TZ"] = "Etc/UTC";
        (await Sandbox.RunAsync(App.Test, "once", Name, "--time-zone", "local")).ExitsWith(0);
    }

    /// <summary>These schedules do not depend on the zone.</summary>
    [Theory]
    [InlineData("secondly", "--time-zone", "UTC")]
    [InlineData("aligned")]
    [Trait("Issue", "15")]
    public async Task OtherSchedulesDoNotCare(string name, params string[] options)
    {
        Sandbox.Environment["TZ"] = "Europe/Berln";
        (await Sandbox.RunAsync(App.Test, ["start", name, .. options])).Succeeds();
    }

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData(":Europe/Berlin", "Europe/Berlin")]
    [InlineData("UTC0", "UTC")]
    [InlineData("", "UTC")]
    [Trait("Issue", "15")]
    public async Task StatusNamesTheZone(string variable, string zone)
    {
        Sandbox.Environment["TZ"] = variable;
        (await Sandbox.RunAsync(App.Test, "start", Name, "--time-zone", "local", "--cron", "0 0 3 * * *")).Succeeds();
        Assert.Matches($@"  next in [0-9hms ]+ \({zone}\)  ", (await StatusAsync()).Output);
        var json = (await StatusAsync("--format", "json")).Output;
        Assert.Contains($"\"timeZone\": \"{zone}\"", json, StringComparison.Ordinal);

        async Task<CommandResult> StatusAsync(params string[] options)
        {
            // The daemon knows its next slot a moment after it is ready.
            await Wait.ForPulseAsync(Sandbox.Daemon(Name), static pulse => pulse.NextAt > 0);
            return (await Sandbox.RunAsync(App.Test, ["status", Name, .. options])).Succeeds();
        }
    }

    /// <summary>Without tzdata, UTC still works, also if no zone is set (localtime(5)), and no other zone does.</summary>
    [Fact]
    [Trait("Issue", "15")]
    public async Task MachineWithoutTimeZonesHasOnlyUtc()
    {
        await Sandbox.RunInMountNamespaceAsync("""
            mount -t tmpfs none /mnt
            cp -a /etc /mnt/etc
            mount --bind /mnt/etc /etc
            mount -t tmpfs none /usr/share/zoneinfo
            refused() {
                code=0; message=$("$@" "$app" once secondly --time-zone local 2>&1) || code=$?
                test "$code" = 2 || fail "exit code $code: $message"
                case $message in *"$expected"*) ;; *) fail "$message" ;; esac
            }
            unset TZ
            ln -sfn /usr/share/zoneinfo/Europe/Berlin /etc/localtime
            expected="/etc/localtime leads to /usr/share/zoneinfo/Europe/Berlin, which this program does not find: the package tzdata is not installed"
            refused env
            rm /etc/localtime && echo nothing > /etc/localtime
            expected="/etc/localtime is not a time zone that .NET can read"
            refused env
            expected="TZ is 'Europe/Berlin', which this machine does not know"
            refused env TZ=Europe/Berlin
            ln -sfn /usr/share/zoneinfo/Etc/UTC /etc/localtime
            "$app" once secondly --time-zone local
            rm /etc/localtime
            "$app" once secondly --time-zone local
            TZ=Etc/UTC "$app" once secondly --time-zone local
            """);
    }
}
