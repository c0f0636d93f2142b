using System.Text;

namespace Daemonize.EndToEnd.Tests;

/// <summary>Arguments and environments that are large, and finally too large.</summary>
public sealed class LargeArgumentTests : EndToEndTest
{
    private const int Count = 100;
    private const int Length = 10_000;

    /// <summary>The limit of execve(2): 32 pages including the NUL.</summary>
    private static readonly int MaxWord = (32 * Environment.SystemPageSize) - 1;

    private DaemonFiles Daemon => Sandbox.Daemon("options");

    [Fact]
    [Trait("Issue", "5")]
    public async Task HundredArgumentsOfTenKilobytesArriveAndAreKept()
    {
        // Commas and backslashes are special in a list.
        var values =
            Enumerable.Range(0, Count).Select(static i => $"{i} ü\t\"$é漢🦊'{new string((char)('!' + (i % 90)), Length)}"[..Length])
                .ToArray();
        string[] options =
            [.. values.Select(
                static value =>
                    "--tags=" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal))];
        (await Sandbox.RunAsync(App.Test, ["start", "options", .. options])).Succeeds();
        Assert.Equal([App.Test.File, "@daemon", "options", .. options], Daemon.Process.CommandLine);
        (await Sandbox.RunAsync(App.Test, "restart", "options")).Succeeds();
        Assert.Equal([App.Test.File, "@daemon", "options", .. options], Daemon.Process.CommandLine);
        (await Sandbox.RunAsync(App.Test, "status", "options")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "stop", "options")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(Daemon);

        var line = $"untitled|3|0.5|False|Silent|00:00:00||||||||{Count}:{string.Join(';', values)}|options";
        Assert.Equal([line, line], await Sandbox.OutputAsync("options", count: 2));
    }

    [Theory]
    [InlineData("--title=", 0)]
    [InlineData("--title=", 1)]
    [InlineData("TESTAPP_TITLE=", 0)]
    [InlineData("--environment=TITLE=", 1)]
    [Trait("Issue", "5")]
    public async Task OneMayBeAsLongAsTheSystemPassesOn(string name, int tooMany)
    {
        var value = new string('x', MaxWord - name.Length + tooMany);
        string[] options = [];
        if (name[0] == '-')
        {
            // As two words they reach this command even if they are too long for the daemon.
            var end = name.IndexOf('=', StringComparison.Ordinal);
            options = [name[..end], name[(end + 1)..] + value];
        }
        else
        {
            Sandbox.Environment[name[..^1]] = value;
        }

        (await Sandbox.RunAsync(App.Test, "start", "options")).Succeeds();
        var pid = Daemon.Pid;
        var restart = await Sandbox.RunAsync(App.Test, ["restart", "options", .. options]);
        if (tooMany == 0)
        {
            restart.Succeeds();
            Assert.Contains(name + value, Daemon.Process.CommandLine.Concat(Daemon.Process.Environment));
            return;
        }

        // Detected before the old daemon is stopped.
        Assert.Equal(
            $"testapp: {name.Split('=')[0]} and its value take {MaxWord + tooMany} bytes; the system passes on {MaxWord} (execve(2))\n",
            restart.FailsInOneLine(App.Test, 2).Error);
        Assert.Equal(pid, Daemon.Process.Pid);
    }

    /// <summary>
    /// fill_environment.py first leaves no byte free for the command, whose daemon has a longer verb, and then some hundred bytes.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    [Trait("Issue", "5")]
    public async Task EnvironmentMayBeAlmostAsLargeAsTheSystemAllows(int spare)
    {
        var start = await ExecuteFilledAsync(spare, "start", "options");
        if (spare == 0)
        {
            Assert.Equal(
                "testapp: cannot start options: cannot start the daemon's process: argument list too long; its options and environment " +
                "are more than the system passes on (execve(2))\n",
                start.FailsInOneLine(App.Test, 1).Error);
            await Sandbox.AssertNothingIsLeftAsync(Daemon);
            (await ExecuteFilledAsync(spare, "status", "options")).ExitsWith(3);
            (await ExecuteFilledAsync(spare, "stop", "options")).Succeeds();
            return;
        }

        start.Succeeds();
        Assert.InRange(Daemon.Process.Environment.Sum(Encoding.UTF8.GetByteCount), 200_000, 262_144);
        foreach (var verb in (string[])["status", "restart", "logs", "stop"])
        {
            (await ExecuteFilledAsync(spare, verb, "options")).Succeeds();
        }

        await Sandbox.AssertNothingIsLeftAsync(Daemon);
    }

    /// <summary>Only execve(2) detects that the file is too large.</summary>
    [Fact]
    [Trait("Issue", "5")]
    public async Task TooLargeEnvironmentFileIsToldOf()
    {
        var file = Path.Combine(Sandbox.Root, "env");
        await File.WriteAllLinesAsync(
            file, Enumerable.Range(0, 80).Select(static i => $"V{i}={new string('v', 100_000)}"), TestContext.Current.CancellationToken);
        var start = (await Sandbox.RunAsync(App.Test, "start", "options", "--environment-file", file)).FailsInOneLine(App.Test, 1);
        Assert.Equal(
            "testapp: cannot start options: cannot start the daemon's process: argument list too long; its options and environment are " +
            "more than the system passes on (execve(2))\n",
            start.Error);
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
    }

    private Task<CommandResult> ExecuteFilledAsync(int spare, params ReadOnlySpan<string> args) =>
        Sandbox.ExecuteAsync(Tools.Python, [Tools.Script("fill_environment.py"), $"{spare}", App.Test.File, .. args]);
}
