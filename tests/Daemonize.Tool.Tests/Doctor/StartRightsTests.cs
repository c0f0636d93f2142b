using System.Globalization;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>The command with the rights of a user, and where namespaces are not allowed, as in many containers.</summary>
public sealed class StartRightsTests : StartCommandTest
{
    private static readonly string[] NeedNamespace = ["S7", "S11", "S19"];

    /// <summary>Without the right to make namespaces, some checks are not known, and the tool ends what is left by its id.</summary>
    [Fact]
    public async Task WithoutNamespacesTheRestIsChecked()
    {
        RequiresRoot.Check();
        var daemon = await StartAndStopAsync("greet");
        Sandbox.Environment["TESTAPP_FAIL"] = "start";
        var result = (await Sandbox.ExecuteAsync(
            "/usr/bin/setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin", Tool.File, "doctor", daemon.PidFile, "--start",
            "--format=json")).ExitsWith(1);
        Assert.Equal("found", Text(ItemOf(result.Output, "S1"), "result"));
        Assert.Equal("passed", Text(ItemOf(result.Output, "S2"), "result"));
        Assert.All(
            NeedNamespace,
            id => Assert.StartsWith("this needs a pid namespace", Text(ItemOf(result.Output, id), "finding"), StringComparison.Ordinal));
    }

    /// <summary>A user gets a pid namespace together with a user namespace, and remains the same user in it.</summary>
    [Fact]
    public async Task UserHasNamespacesToo()
    {
        RequiresRoot.Check();
        var user = (400_000_000 + (Environment.ProcessId % 100_000 * 1000)).ToString(CultureInfo.InvariantCulture);
        string[] setUser = [$"--reuid={user}", $"--regid={user}", "--clear-groups"];
        var canHave = await Sandbox.ExecuteAsync(
            "/usr/bin/setpriv", [.. setUser, "/usr/bin/unshare", "--user", "--pid", "--fork", "--mount-proc", "/bin/true"]);
        Assert.SkipUnless(canHave.ExitCode == 0, "needs user namespaces");
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        Sandbox.Create("cards");
        (await Sandbox.ExecuteAsync(
            "/usr/bin/chown", user, Sandbox.RuntimeDirectory, Sandbox.LogDirectory, Sandbox.OutputDirectory, Sandbox.CardDirectory,
            Sandbox.Environment["TMPDIR"]!)).Succeeds();
        var daemon = Sandbox.Daemon("greet");
        foreach (var verb in (string[])["start", "stop"])
        {
            (await Sandbox.ExecuteAsync("/usr/bin/setpriv", [.. setUser, App.Test.File, verb, "greet"])).Succeeds();
        }

        Sandbox.Environment["TESTAPP_FAIL"] = "start";
        var result = (await Sandbox.ExecuteAsync(
            "/usr/bin/setpriv", [.. setUser, Tool.File, "doctor", daemon.PidFile, "--start", "--format=json"])).ExitsWith(1);
        Assert.StartsWith("it is not ready as process 1: ", Text(ItemOf(result.Output, "S7"), "finding"), StringComparison.Ordinal);
        Assert.StartsWith("it does not start: ", Text(ItemOf(result.Output, "S11"), "finding"), StringComparison.Ordinal);
        Assert.Equal("passed", Text(ItemOf(result.Output, "S2"), "result"));
    }

    [Fact]
    public async Task WithoutNamespacesASignalLeavesNothing()
    {
        RequiresRoot.Check();
        var command = await BeginAsync("/usr/bin/setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin");
        (await Sandbox.ExecuteAsync("/bin/kill", "-s", "INT", command.Pid.ToString(CultureInfo.InvariantCulture))).Succeeds();
        (await command.CompleteAsync()).ExitsWith(130);
        Assert.Empty(Sandbox.Processes);
        Assert.Equal(Before, Files);
    }
}
