using Daemonize.Reporting;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Acting;

/// <summary>The commands that calls run.</summary>
public sealed class VerbPlanTests
{
    [Theory]
    [InlineData("stop", "/bin/sh stop fetch --pid-file=/run/newsapp/fetch.pid")]
    [InlineData("start", "/bin/sh start fetch --country=de --pid-file=/run/newsapp/fetch.pid")]
    [InlineData("restart", "/bin/sh restart fetch --country=de --pid-file=/run/newsapp/fetch.pid")]
    [InlineData("reload", "/bin/sh reload fetch --pid-file=/run/newsapp/fetch.pid")]
    [InlineData("tick", "/bin/sh tick fetch --pid-file=/run/newsapp/fetch.pid")]
    public void VerbIsThatOfTheProgram(string verb, string command)
    {
        var daemon = Seen.Daemon("newsapp/fetch", DaemonState.Stopped)
            .WithCard(["--country=de", "--pid-file=/run/newsapp/fetch.pid"]);
        Assert.Equal(command, CommandOf(verb, new Choice(daemon, IsNumbered: false)));
    }

    /// <summary>The program keeps the options of a daemon that runs.</summary>
    [Fact]
    public void RestartOfARunningDaemonGivesNoOptions()
    {
        var daemon = Seen.Daemon("newsapp/fetch").WithCard(["--country=de"]) with { Process = int.MaxValue };
        Assert.Equal("/bin/sh restart fetch --pid-file=/run/newsapp/fetch.pid", CommandOf("restart", new Choice(daemon, false)));
    }

    [Theory]
    [InlineData(false, "/bin/sh start worker --instances=3 --pid-file=/run/jobs/worker.pid")]
    [InlineData(true, "/bin/sh start worker:1 worker:2 --pid-file=/run/jobs/worker.pid")]
    public void InstancesAreOneCall(bool isNumbered, string command)
    {
        Choice[] choices =
        [
            .. ((string[])["jobs/worker:1", "jobs/worker:2"])
                .Select(name => new Choice(Seen.Daemon(name, DaemonState.Stopped).WithCard(["--instances=3"]), isNumbered)),
        ];
        Assert.Equal(command, CommandOf("start", choices));
    }

    /// <summary>A service manager starts the daemon with the options of its file.</summary>
    [Fact]
    public void InstalledDaemonGetsNoOptions()
    {
        var daemon = Seen.Daemon("newsapp/fetch", DaemonState.Stopped).WithCard(["--country=de"]) with
        {
            Unit = new InstalledUnit("/etc/systemd/system/newsapp-fetch.service", "newsapp", "fetch", ["/bin/sh"]),
        };
        Assert.Equal("/bin/sh start fetch", CommandOf("start", new Choice(daemon, false)));
    }

    [Fact]
    public void LimitIsThatOfTheSettings()
    {
        var daemon = Seen.Daemon("newsapp/fetch").WithCard([], new CardSetting("StopTimeout", "2m", "option"));
        Assert.Equal(
            [TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(165)],
            VerbPlan.Make(DaemonVerb.Stop, [new(Seen.Daemon("a/b").WithCard([]), false), new(daemon, false)]).VerbCalls
                .Select(static call => call.Limit));
    }

    [Fact]
    public void DaemonWithoutACommandIsAFailureAndTheOthersAreNot()
    {
        var (calls, failures) = VerbPlan.Make(
            DaemonVerb.Stop,
            [new(Seen.Daemon("a/gone") with { Command = [] }, false), new(Seen.Daemon("a/there").WithCard([]), false)]);
        Assert.Equal("a/there", Assert.Single(calls).Name);
        Assert.Equal("cannot stop a/gone: it has no card; stop it with its own program", Assert.Single(failures).Error);
    }

    [Theory]
    [InlineData("a/--kill")]
    [InlineData("a/b c")]
    public void NameThatCouldBeAnOptionIsRefused(string name) =>
        Assert.Single(VerbPlan.Make(DaemonVerb.Stop, [new(Seen.Daemon(name).WithCard([]), false)]).Failures);

    [Fact]
    public void StartWithoutAllOptionsIsRefused() =>
        Assert.Equal(
            "cannot start a/b: its options are too long for its card; start it with its own program",
            Assert.Single(
                VerbPlan.Make(DaemonVerb.Start, [new(Seen.Daemon("a/b", DaemonState.Stopped).WithCard(null), false)]).Failures).Error);

    [Fact]
    public void ProgramThatIsGoneIsNamed()
    {
        var daemon = Seen.Daemon("a/b", DaemonState.Stopped).WithCard([]);
        daemon = daemon with { Card = daemon.Card! with { Card = daemon.Card.Card with { Command = ["/nowhere/b"] } } };
        Assert.Equal(
            "cannot start a/b: its program is gone (/nowhere/b); install it again, or 'daemonize forget' it",
            Assert.Single(VerbPlan.Make(DaemonVerb.Start, [new(daemon, false)]).Failures).Error);
    }

    private static string CommandOf(string verb, params Choice[] choices)
    {
        var call = Assert.Single(VerbPlan.Make(Enum.Parse<DaemonVerb>(verb, ignoreCase: true), [.. choices]).VerbCalls);
        return string.Join(' ', call.Words);
    }
}
