using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Seeing;

/// <summary>The daemons that a word of the command line means.</summary>
public sealed class NameMatchTests
{
    private static readonly List<SeenDaemon> All =
    [
        Seen.Daemon("newsapp/fetch"), Seen.Daemon("newsapp/report"), Seen.Daemon("ledger/fetch"), Seen.Daemon("ledger/export"),
        Seen.Daemon("jobs/worker:1"), Seen.Daemon("jobs/worker:2"), Seen.Daemon("clock/clock"),
    ];

    [Theory]
    [InlineData("newsapp/fetch", "newsapp/fetch")]
    [InlineData("report", "newsapp/report")]
    [InlineData("newsapp", "newsapp/fetch newsapp/report")]
    [InlineData("worker", "jobs/worker:1 jobs/worker:2")]
    [InlineData("worker:2", "jobs/worker:2")]
    [InlineData("jobs/worker:2", "jobs/worker:2")]
    [InlineData("clock", "clock/clock")]
    [InlineData("*/fetch", "newsapp/fetch ledger/fetch")]
    [InlineData("news*", "newsapp/fetch newsapp/report")]
    [InlineData("*er", "ledger/fetch ledger/export jobs/worker:1 jobs/worker:2")]
    [InlineData("ledger/*", "ledger/fetch ledger/export")]
    [InlineData("w*r:*2", "jobs/worker:2")]
    [InlineData("/run/ledger/fetch.pid", "ledger/fetch")]
    [InlineData(
        "*", "newsapp/fetch newsapp/report ledger/fetch ledger/export jobs/worker:1 jobs/worker:2 clock/clock")]
    public void WordMeansTheseDaemons(string word, string names) =>
        Assert.Equal(names.Split(' '), NameMatch.Find(All, [word]).Daemons.Select(static daemon => daemon.FullName));

    [Fact]
    public void IdMeansItsDaemon() =>
        Assert.Same(All[2], Assert.Single(NameMatch.Find(All, [All[2].Id]).Daemons));

    [Fact]
    public void DaemonThatIsNamedTwiceIsThereOnce() =>
        Assert.Equal([All[0], All[1]], NameMatch.Find(All, ["report", "newsapp"]).Daemons);

    [Theory]
    [InlineData("fetch", "'fetch' fits several daemons: newsapp/fetch, ledger/fetch; name one of them")]
    [InlineData("fetsh", "there is no daemon 'fetsh'; did you mean 'fetch'?")]
    [InlineData("newsapp/worker", "there is no daemon 'newsapp/worker'; 'daemonize list' shows the names")]
    [InlineData("x*", "there is no daemon 'x*'; 'daemonize list' shows the names")]
    [InlineData("/run/other.pid", "there is no daemon '/run/other.pid'; 'daemonize list' shows the names")]
    [InlineData("fet", "there is no daemon 'fet'; 'daemonize list' shows the names")]
    public void OtherWordIsRefused(string word, string message)
    {
        var exception = Assert.Throws<DaemonException>(() => NameMatch.Find(All, [word]));
        Assert.Equal((message, 2), (exception.Message, exception.ExitCode));
    }

    /// <summary>Two copies of a program, each with its own files.</summary>
    [Fact]
    public void DaemonsOfTheSameNameAreToldApartByTheirPidFiles()
    {
        List<SeenDaemon> all = [Seen.Daemon("newsapp/fetch"), Seen.Daemon("newsapp/fetch", directory: "/srv/test")];
        var exception = Assert.Throws<DaemonException>(() => NameMatch.Find(all, ["newsapp/fetch"]));
        Assert.Equal(
            "'newsapp/fetch' fits several daemons: newsapp/fetch (/run/newsapp/fetch.pid), newsapp/fetch " +
            "(/srv/test/newsapp/fetch.pid); name one by the path of its pid file",
            exception.Message);
        Assert.Same(all[1], Assert.Single(NameMatch.Find(all, ["/srv/test/newsapp/fetch.pid"]).Daemons));
    }

    /// <summary>All of a program, or its daemon of the same name: both are likely.</summary>
    [Fact]
    public void NameOfAProgramThatIsAlsoADaemonIsRefused()
    {
        List<SeenDaemon> all = [Seen.Daemon("news/news"), Seen.Daemon("news/report")];
        Assert.Equal(
            "'news' fits several daemons: news/news, news/report; name one of them, or say 'news/*'",
            Assert.Throws<DaemonException>(() => NameMatch.Find(all, ["news"])).Message);
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("newsapp", true)]
    [InlineData("newsapp/rep*", false)]
    [InlineData("clock", false)]
    [InlineData("worker", false)]
    [InlineData("worker:*", false)]
    [InlineData("report", false)]
    public void PatternForSeveralDaemonsIsSeen(string word, bool isByPattern) =>
        Assert.Equal(isByPattern, NameMatch.Find(All, [word]).IsByPattern);

    [Fact]
    public void SeveralNamesAreNoPattern() => Assert.False(NameMatch.Find(All, ["report", "export"]).IsByPattern);

    [Theory]
    [InlineData(true, "worker:2")]
    [InlineData(true, "worker:*")]
    [InlineData(true, "/run/jobs/worker.2.pid")]
    [InlineData(false, "worker")]
    [InlineData(false, "jobs")]
    [InlineData(false, "worker:2", "worker")]
    [InlineData(false, "worker", "worker:2")]
    public void InstanceIsNamedByItsNumber(bool isNumbered, params string[] words) =>
        Assert.Equal(
            isNumbered, NameMatch.Find(All, words).Choices.Single(static choice => choice.Daemon.Name == "worker:2").IsNumbered);

    [Fact]
    public void ListKeepsAllThatFits() =>
        Assert.Equal([All[0], All[2]], NameMatch.Filter(All, ["fetch", "nothing"]));
}
