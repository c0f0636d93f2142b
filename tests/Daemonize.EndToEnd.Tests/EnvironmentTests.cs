using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>The variables that a daemon receives from its caller's environment, and those that its children receive.</summary>
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

    /// <summary>Checks each name that docs/conformance.md lists.</summary>
    [Fact]
    [Trait("Checklist", "13")]
    public async Task EveryDocumentedVariableOfTheCallersSessionIsGone()
    {
        var names = DocumentedNames("variables of");
        Assert.InRange(names.Count, 50, 200);
        foreach (var name in names)
        {
            // A service manager that does not answer counts as none; SystemdTests has one that answers.
            Sandbox.Environment[name] = "callers";
        }

        var environment = (await Sandbox.StartAsync(App.Test, "wait")).Process.Environment;
        Assert.DoesNotContain(environment, variable => names.Contains(variable.Split('=')[0]));
        (await Sandbox.RunAsync(App.Test, "restart", "wait", "--environment", "TERM", "--environment", "SSH_X")).Succeeds();
        Assert.Superset(new HashSet<string>(["TERM=callers", "SSH_X=callers"]), Sandbox.Daemon("wait").Process.Environment.ToHashSet());
    }

    /// <summary>
    /// Gets the names in the bullets that begin with this text, in the section about the environment. "A_*" stands for any name with that
    /// prefix; one is made up.
    /// </summary>
    internal static HashSet<string> DocumentedNames(string bullet)
    {
        var lines =
            File.ReadAllText(Path.Combine(ConformanceTests.Repository, "docs", "conformance.md")).Split("## The environment\n")[1].Split(
                "\n`Environment")[0];
        HashSet<string> names = [];
        foreach (var text in lines.Split("\n- ").Where(text => text.StartsWith(bullet, StringComparison.Ordinal)))
        {
            // HOME and others are set again.
            foreach (Match match in Regex.Matches(text.Split("; and")[0], "`([A-Z_0-9*]+)`"))
            {
                names.UnionWith(match.Groups[1].Value switch
                {
                    "LISTEN_*" => ["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"],
                    "WATCHDOG_*" => ["WATCHDOG_USEC", "WATCHDOG_PID"],
                    "TMUX*" => ["TMUX", "TMUX_PANE", "TMUX_TMPDIR"],
                    "TERM_PROGRAM*" => ["TERM_PROGRAM", "TERM_PROGRAM_VERSION"],
                    "XDG_*_HOME" => ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"],
                    var name => (string[])[name.Replace('*', 'X')],
                });
            }
        }

        return names;
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

        // Stopping one leaves the other running.
        (await Sandbox.RunAsync(App.Test, "stop", "shell")).Succeeds();
        Assert.True(inner.IsRunning);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(inner);
    }
}
