using Daemonize.Tests.Infrastructure;

namespace Daemonize.EndToEnd.Tests;

/// <summary>The output of <c>unit launchd</c>, of a real program. Two parsers read it; no test runs launchd.</summary>
public sealed class LaunchdTests : EndToEndTest
{
    [Fact]
    public async Task PrintedCommandRunsOneTick()
    {
        string[] options = ["--cron", "*/30 3-4 * * *", "--time-zone", "local"];
        var printed = (await Sandbox.RunAsync(App.Test, ["unit", "launchd", "secondly", .. options])).Succeeds().Output;
        var list = PropertyLists.Read(printed);
        Assert.Equal("testapp.secondly", list.Text("Label"));
        Assert.Equal(4, list["StartCalendarInterval"]!.AsArray().Count);
        var words = list.Texts("ProgramArguments");
        Assert.Equal([App.Test.File, "once", "secondly", "--cron=*/30 3-4 * * *", "--time-zone=local"], words);

        (await Sandbox.ExecuteAsync(words[0], words.AsSpan(1))).ExitsWith(0);
        Assert.Single(await File.ReadAllLinesAsync(Sandbox.OutputDirectory + "/secondly", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TimerIsAChoice()
    {
        string[] unit = ["unit", "launchd", "secondly", "--cron", "@daily", "--time-zone", "local"];
        foreach (var (option, verb) in new[] { ("--timer", "once"), ("--no-timer", "run") })
        {
            var list = PropertyLists.Read((await Sandbox.RunAsync(App.Test, [.. unit, option])).Succeeds().Output);
            Assert.Equal(verb, list.Texts("ProgramArguments")[1]);
        }

        Assert.Equal(
            "testapp: launchd cannot start each tick of secondly: launchd knows no time zone but the machine's; leave --timer out\n",
            (await Sandbox.RunAsync(App.Test, "unit", "launchd", "secondly", "--timer")).FailsInOneLine(App.Test, 2).Error);
    }

    [Fact]
    public async Task InstanceIsPrintedByItsNumber()
    {
        var printed = (await Sandbox.RunAsync(App.Test, "unit", "launchd", "pair:2", "--user")).Succeeds().Output;
        var list = PropertyLists.Read(printed);
        Assert.Equal([App.Test.File, "run", "pair:2", "--instances=2"], list.Texts("ProgramArguments"));
        Assert.Contains("bootstrap gui/$(id -u) ~/Library/LaunchAgents/testapp.pair.2.plist\n", printed, StringComparison.Ordinal);
        Assert.Equal(
            "testapp: there is no pair:3: pair has 2 instances\n",
            (await Sandbox.RunAsync(App.Test, "unit", "launchd", "pair:3")).FailsInOneLine(App.Test, 2).Error);
    }
}
