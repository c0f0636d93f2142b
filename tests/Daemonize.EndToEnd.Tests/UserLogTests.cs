namespace Daemonize.EndToEnd.Tests;

/// <summary>The logs of a daemon that root starts as another user: the user owns those that root has created, and no others.</summary>
public sealed class UserLogTests : EndToEndTest
{
    private const string Nobody = "65534";

    public UserLogTests()
    {
        Tools.RequireRoot();
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task BothAreTheUsers()
    {
        (await Sandbox.RunAsync(
            App.Test, "start", "wait", "--user", "nobody", "--error-file", Path.Combine(Sandbox.LogDirectory, "apart.log"))).Succeeds();
        Assert.Equal(Nobody, await OwnerAsync(Path.Combine(Sandbox.LogDirectory, "wait.log")));
        Assert.Equal(Nobody, await OwnerAsync(Path.Combine(Sandbox.LogDirectory, "apart.log")));
    }

    /// <summary>
    /// A file with two links may belong to anybody under the other name; a file of another user was not created by root; and a device
    /// belongs to the system.
    /// </summary>
    [Theory]
    [InlineData("touch \"$0\" && ln \"$0\" \"$0.other\"", "0")]
    [InlineData("touch \"$0\" && chown 61234 \"$0\"", "61234")]
    [InlineData("mknod \"$0\" c 1 3", "0")]
    [Trait("Issue", "5")]
    public async Task WhatRootHasNotMadeIsNotGivenAway(string make, string owner)
    {
        var log = Path.Combine(Sandbox.LogDirectory, "wait.log");
        (await Sandbox.ExecuteAsync("/bin/sh", "-c", make, log)).Succeeds();
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--user", "nobody")).Succeeds();
        Assert.Equal(owner, await OwnerAsync(log));
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.Equal(owner, await OwnerAsync(log));
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task VariablesOfTheCallerAsAUserAreGone()
    {
        var gone = EnvironmentTests.DocumentedNames("if the daemon runs as another user");
        foreach (var name in gone)
        {
            Sandbox.Environment[name] = Sandbox.Root;
        }

        foreach (var name in (string[])["HOME", "USER", "LOGNAME", "SHELL"])
        {
            Sandbox.Environment[name] = "callers";
        }

        (await Sandbox.RunAsync(App.Test, "start", "wait", "--user", "root")).Succeeds();
        Assert.Superset(gone.Select(name => $"{name}={Sandbox.Root}").ToHashSet(), Sandbox.Daemon("wait").Process.Environment.ToHashSet());

        (await Sandbox.RunAsync(App.Test, "restart", "wait", "--user", "nobody")).Succeeds();
        var environment = Sandbox.Daemon("wait").Process.Environment;
        Assert.DoesNotContain(environment, variable => gone.Contains(variable.Split('=')[0]));
        Assert.DoesNotContain(environment, static variable => variable.EndsWith("=callers", StringComparison.Ordinal));
        Assert.Superset(new HashSet<string>(["USER=nobody", "LOGNAME=nobody"]), environment.ToHashSet());
        Assert.Equal(
            2, environment.Count(
                static variable =>
                    variable.StartsWith("HOME=/", StringComparison.Ordinal) || variable.StartsWith("SHELL=/", StringComparison.Ordinal)));
    }

    private async Task<string> OwnerAsync(string path) =>
        (await Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%u", path)).Succeeds().Output.TrimEnd('\n');
}
