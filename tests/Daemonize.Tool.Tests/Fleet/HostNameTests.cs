using Daemonize.Tool.Acting;
using Daemonize.Tool.Fleet;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Fleet;

/// <summary>The names of machines, and of daemons on them.</summary>
public sealed class HostNameTests
{
    private static readonly List<SeenDaemon> All =
    [
        Remote("atlas", "newsapp/fetch"), Remote("atlas", "jobs/worker:1"), Remote("atlas", "jobs/worker:2"),
        Remote("boreas", "newsapp/fetch"), Remote("boreas", "clock/clock"),
    ];

    [Theory]
    [InlineData("atlas:newsapp/fetch", "atlas")]
    [InlineData("deploy@atlas:newsapp/fetch", "deploy@atlas")]
    [InlineData("[fe80::1%eth0]:newsapp/worker:2", "[fe80::1%eth0]")]
    [InlineData("atlas:*/worker:2", "atlas")]
    [InlineData("jobs/worker:2", null)]
    [InlineData("worker:2", null)]
    [InlineData("/run/a:b/c.pid", null)]
    [InlineData("-o:newsapp/fetch", null)]
    [InlineData("a b:newsapp/fetch", null)]
    public void MachineIsBeforeTheProgram(string word, string? host) => Assert.Equal(host, HostName.Find(word));

    [Fact]
    public void ListsAreJoined() =>
        Assert.Equal(["b", "a", "deploy@c"], HostName.ParseAll(["b,a", "a, deploy@c"]));

    [Theory]
    [InlineData("atlas:newsapp/fetch", "atlas:newsapp/fetch")]
    [InlineData("atlas:fetch", "atlas:newsapp/fetch")]
    [InlineData("atlas:newsapp", "atlas:newsapp/fetch")]
    [InlineData("clock", "boreas:clock/clock")]
    [InlineData("boreas:*", "boreas:newsapp/fetch boreas:clock/clock")]
    [InlineData("*/fetch", "atlas:newsapp/fetch boreas:newsapp/fetch")]
    [InlineData("worker:2", "atlas:jobs/worker:2")]
    [InlineData("atlas:worker:2", "atlas:jobs/worker:2")]
    [InlineData("boreas:/run/newsapp/fetch.pid", "boreas:newsapp/fetch")]
    [InlineData("boreas:newsapp-fetch", "boreas:newsapp/fetch")]
    public void WordMeansTheseDaemons(string word, string names) =>
        Assert.Equal(names.Split(' '), NameMatch.Find(All, [word]).Daemons.Select(static daemon => daemon.FullName));

    [Theory]
    [InlineData("atlas:worker:2", true)]
    [InlineData("atlas:jobs/worker", false)]
    [InlineData("atlas:worker", false)]
    [InlineData("atlas:jobs-worker-2", true)]
    public void WordMeansOneInstanceOrAll(string word, bool isNumbered) =>
        Assert.All(NameMatch.Find(All, [word]).Choices, choice => Assert.Equal(isNumbered, choice.IsNumbered));

    [Fact]
    public void NameOfTwoMachinesIsRefused()
    {
        var exception = Assert.Throws<DaemonException>(static () => NameMatch.Find(All, ["fetch"]));
        Assert.Equal(
            "'fetch' fits several daemons: atlas:newsapp/fetch, boreas:newsapp/fetch; name one of them", exception.Message);
    }

    /// <summary>The command of another machine is never one of this.</summary>
    [Fact]
    public void DaemonOfAnotherMachineIsNotCalledHere()
    {
        var daemon = Remote("atlas", "newsapp/fetch") with { Command = ["/bin/true"] };
        var (calls, failures) = VerbPlan.Make(DaemonVerb.Stop, [new Choice(daemon, IsNumbered: false)]);
        Assert.Empty(calls);
        Assert.EndsWith("it is a daemon of atlas", Assert.Single(failures).Error, StringComparison.Ordinal);
    }

    private static SeenDaemon Remote(string host, string name)
    {
        var daemon = Seen.Daemon(name);
        return daemon with
        {
            Remote = new RemoteDaemon(host, name.Replace('/', '-').Replace(':', '-'))
            {
                PidFile = daemon.PidFile,
                Key = daemon.BasePidFile!,
            },
            PidFile = null,
            Command = [],
        };
    }
}
