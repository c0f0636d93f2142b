namespace Daemonize.EndToEnd.Tests;

/// <summary>A program with several daemons: a verb applies to all of them, or to those that are named.</summary>
public sealed class SeveralDaemonsTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "40")]
    public async Task VerbWithoutNamesIsForAll()
    {
        var start = (await Sandbox.RunAsync(App.OwnMain, "start")).Succeeds();
        var (patient, wait) = (Sandbox.Daemon("patient").Process.Pid, Sandbox.Daemon("wait").Process.Pid);
        Assert.Equal($"patient started (pid {patient})\nwait started (pid {wait})\n", start.Output);

        var status = (await Sandbox.RunAsync(App.OwnMain, "status")).Succeeds();
        Assert.Matches(
            $"^patient  running  pid {patient} +up [0-9]+s  [0-9.]+ MB +cpu [0-9.]+s\nwait     running  pid {wait} +up [0-9]+s  [0-9.]+ " +
            "MB +cpu [0-9.]+s\n$", status.Output);

        var restart = (await Sandbox.RunAsync(App.OwnMain, "restart")).Succeeds();
        Assert.Equal(
            $"patient stopped (pid {patient})\nwait stopped (pid {wait})\n"
            + $"patient started (pid {Sandbox.Daemon("patient").Process.Pid})\nwait started (pid {Sandbox.Daemon("wait").Process.Pid})\n",
            restart.Output);

        (await Sandbox.RunAsync(App.OwnMain, "stop")).Succeeds();
        Assert.Matches(
            "^patient  stopped  stopped by SIGTERM [^\n]*\nwait     stopped  stopped by SIGTERM [^\n]*\n$",
            (await Sandbox.RunAsync(App.OwnMain, "status")).ExitsWith(3).Output);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
    }

    [Fact]
    [Trait("Checklist", "40")]
    public async Task NamedOnesKeepTheirOrderAndTheOthersTheirPeace()
    {
        var start = (await Sandbox.RunAsync(App.OwnMain, "start", "wait", "patient", "wait")).Succeeds();
        var (patient, wait) = (Sandbox.Daemon("patient").Process.Pid, Sandbox.Daemon("wait").Process.Pid);
        Assert.Equal($"wait started (pid {wait})\npatient started (pid {patient})\n", start.Output);
        Assert.Equal($"wait stopped (pid {wait})\n", (await Sandbox.RunAsync(App.OwnMain, "stop", "wait")).Succeeds().Output);
        Assert.Equal(patient, Sandbox.Daemon("patient").Process.Pid);
        Assert.Equal(
            $"patient stopped (pid {patient})\nwait is not running\n",
            (await Sandbox.RunAsync(App.OwnMain, "stop", "patient", "wait")).Succeeds().Output);
    }

    [Fact]
    [Trait("Checklist", "40")]
    public async Task StatusExitsWithTheWorst()
    {
        await Sandbox.StartAsync(App.OwnMain, "wait");
        (await Sandbox.RunAsync(App.OwnMain, "status")).ExitsWith(3);
        (await Sandbox.RunAsync(App.OwnMain, "status", "wait")).ExitsWith(0);
        await (await Sandbox.StartAsync(App.OwnMain, "patient")).KillAsync();
        (await Sandbox.RunAsync(App.OwnMain, "status")).ExitsWith(1);
        await Sandbox.Daemon("wait").TerminateAsync();
        (await Sandbox.RunAsync(App.OwnMain, "status")).ExitsWith(1);
        (await Sandbox.RunAsync(App.OwnMain, "status", "wait", "patient")).ExitsWith(1);

        var holder = await Sandbox.HoldLockAsync(Sandbox.Daemon("wait"), "not yet\n");
        (await Sandbox.RunAsync(App.OwnMain, "status")).ExitsWith(4);
        await holder.EndAsync();
    }

    [Fact]
    [Trait("Checklist", "20")]
    public async Task OneThatCannotStartDoesNotKeepTheOthersFromIt()
    {
        Directory.CreateDirectory(Sandbox.Daemon("patient").PidFile);
        var start = (await Sandbox.RunAsync(App.OwnMain, "start")).ExitsWith(1);
        Assert.Equal($"wait started (pid {Sandbox.Daemon("wait").Process.Pid})\n", start.Output);
        Assert.StartsWith("ownmainapp: will not use ", start.Error, StringComparison.Ordinal);
    }
}
