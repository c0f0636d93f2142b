using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>The output of <c>status</c>, which changes nothing.</summary>
public sealed class StatusTests : EndToEndTest
{
    [Theory]
    [InlineData("never started", 3)]
    [InlineData("stopped", 3)]
    [InlineData("killed", 1)]
    [InlineData("running", 0)]
    [InlineData("running, pid file removed", 0)]
    [InlineData("starting", 4)]
    [Trait("Checklist", "40")]
    public async Task ChangesNothing(string state, int exitCode)
    {
        var daemon = Sandbox.Daemon("wait");
        RunningCommand? holder = null;
        if (state is "starting")
        {
            holder = await Sandbox.HoldLockAsync(daemon, "not yet\n");
        }
        else if (state is not "never started")
        {
            await Sandbox.StartAsync(App.Test, "wait");

            // The daemon's last write for now.
            await Wait.ForCallAsync(daemon);
            await BringAboutAsync(state, daemon);
        }

        var before = Sandbox.Snapshot();
        var (status, calls) = await Strace.RunAsync(Sandbox, $"%file,fcntl,{Strace.Signals}", App.Test.File, "status", "wait");
        status.ExitsWith(exitCode);
        Assert.Equal(before, Sandbox.Snapshot());

        // kill(2) with 0 sends nothing: it only asks whether a process exists, here that of a test that runs at the same time.
        Assert.DoesNotContain(
            calls, call => Regex.IsMatch(call, "kill\\(-?\\d+, (?!0\\))") || call.Contains("signal(", StringComparison.Ordinal));
        Assert.DoesNotContain(calls, call => call.Contains("SETLK", StringComparison.Ordinal));
        Assert.All(
            calls.Where(call => call.Contains($"\"{Sandbox.Root}", StringComparison.Ordinal)),
            call => Assert.Matches("^(openat\\([^,]*, [^,]*, O_RDONLY[|,].*|access\\(.*|readlink\\(.*|(new)?f?l?stat(at|x)?\\(.*)$", call));
        if (holder is not null)
        {
            await holder.EndAsync();
        }
    }

    [Fact]
    [Trait("Checklist", "40")]
    public async Task TellsPidAndUpTime()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var status = (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds();
        Assert.Matches($"^wait  running  pid {daemon.Process.Pid}  up [0-9]+s  [0-9.]+ MB  cpu [0-9.]+s\n$", status.Output);
    }

    [Fact]
    public async Task TellsTicksFailuresAndWhatTheProgramReports()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "speak");
        await Wait.ForPulseAsync(daemon, static pulse => pulse.Failed == 2);

        // The text may be written a second after it was reported.
        await Wait.ForFileAsync(daemon.StatusFile, static text => text.Contains("\"report\"", StringComparison.Ordinal));
        var status = (await Sandbox.RunAsync(App.Test, "status", "speak")).Succeeds();
        Assert.Matches(
            $"^speak  running  pid {daemon.Process.Pid}  up [0-9]+s  [0-9]+ ticks, 2 failed(, [0-9]+ skipped)?(, [0-9]+ late)?(  next in " +
            "[01]s)?  [0-9.]+ MB  cpu [0-9.]+s  at page 3\\?\\[2J\n$", status.Output);

        (await Sandbox.RunAsync(App.Test, "stop", "speak")).Succeeds();
        Assert.Equal([daemon.StatusFile], Directory.GetFiles(Sandbox.RuntimeDirectory, "*.status*"));
    }

    [Fact]
    public async Task DoesNotBelieveTheStatusFileOfAnother()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        await Wait.ForCallAsync(daemon);
        var lie =
            $$"""{"version":3,"name":"wait","pid":{{daemon.Process.Pid}},"startTime":{{daemon.Process.StartTime + 1}},"ticks":99,"report":"a lie"}""";
        await File.WriteAllTextAsync(daemon.StatusFile, lie, TestContext.Current.CancellationToken);
        var status = (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds();
        Assert.Matches($"^wait  running  pid {daemon.Process.Pid}  up [0-9]+s  [0-9.]+ MB  cpu [0-9.]+s\n$", status.Output);
    }

    private static async Task BringAboutAsync(string state, DaemonFiles daemon)
    {
        switch (state)
        {
            case "stopped":
                await daemon.TerminateAsync();
                break;
            case "killed":
                await daemon.KillAsync();
                break;
            case "running, pid file removed":
                File.Delete(daemon.PidFile);
                break;
        }
    }
}
