namespace Daemonize.EndToEnd.Tests;

/// <summary>What of the caller's environment reaches a daemon, and what a daemon's own children get.</summary>
public sealed class EnvironmentTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "13")]
    public async Task VariablesOfTheCallersManagerAndPlaceAreGone()
    {
        string[] names = ["NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "WATCHDOG_USEC", "WATCHDOG_PID", "PWD", "OLDPWD"];
        foreach (var name in names)
        {
            Sandbox.Environment[name] = "callers";
        }

        Sandbox.Environment["PWDX"] = "kept";
        var environment = (await Sandbox.StartAsync(App.Test, "wait")).Process.Environment;

        Assert.DoesNotContain(environment, variable => names.Contains(variable.Split('=')[0]));
        Assert.Contains("PWDX=kept", environment);
        Assert.Contains($"RUNTIME_DIRECTORY={Sandbox.RuntimeDirectory}", environment);
    }

    [Fact]
    [Trait("Checklist", "13")]
    public async Task NothingIsAdded()
    {
        await Sandbox.ExecuteAsync("/bin/sh", "-c", "env -0 > \"$TESTAPP_OUTPUT/env\"");
        var callers = (await File.ReadAllTextAsync(Sandbox.OutputDirectory + "/env", TestContext.Current.CancellationToken)).Split('\0');
        Assert.Empty((await Sandbox.StartAsync(App.Test, "wait")).Process.Environment.Except(callers));
    }

    [Fact]
    [Trait("Checklist", "13")]
    public async Task ChildOfADaemonCanStartADaemon()
    {
        Sandbox.Environment["TESTAPP_PROGRAM"] = App.Test.File;
        Sandbox.Environment["TESTAPP_COMMAND"] = "\"$TESTAPP_PROGRAM\" start wait && \"$TESTAPP_PROGRAM\" status wait";
        var outer = await Sandbox.StartAsync(App.Test, "shell");

        Assert.Equal("0\n", await Wait.ForFileAsync(Sandbox.OutputDirectory + "/command"));
        var inner = Sandbox.Daemon("wait");
        Assert.NotEqual(outer.Process.Session, inner.Process.Session);

        // Neither takes the other with it.
        (await Sandbox.RunAsync(App.Test, "stop", "shell")).Succeeds();
        Assert.True(inner.IsRunning);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(inner);
    }
}
