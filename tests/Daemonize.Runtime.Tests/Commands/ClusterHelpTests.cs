using Daemonize.Commands;
using Daemonize.CompilerServices;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Commands;

/// <summary>What only a program with a daemon of a cluster has on its command line.</summary>
public sealed class ClusterHelpTests
{
    private static readonly DaemonProgram Alone = Definitions.CreateProgram(Definitions.Create("fetch"));
    private static readonly DaemonProgram Shared =
        Definitions.CreateProgram(Definitions.Create("fetch"), Definitions.OfCluster("report", "interval=10s", "align-to-clock=true"));

    [Fact]
    public void ProgramWithoutAClusterHasNoVerbOfOne()
    {
        var help = Help.OfProgram(Alone);
        Assert.DoesNotContain("members", help, StringComparison.Ordinal);
        Assert.DoesNotContain("handover", help, StringComparison.Ordinal);
        Assert.DoesNotContain("postgresql", help, StringComparison.Ordinal);
        Assert.Equal(help, Help.Find(Alone, ["members", "--help"]));
        AssertUsage("there is no verb 'member'; see 'newsapp --help'", static () => _ = Help.Find(Alone, ["help", "member"]));
        Assert.False(Verbs.IsVerb(Alone, "members"));
    }

    [Fact]
    public void ProgramWithAClusterHasThem()
    {
        var help = Help.OfProgram(Shared);
        Assert.Contains("  members ", help, StringComparison.Ordinal);
        Assert.Contains("  handover ", help, StringComparison.Ordinal);
        Assert.Contains("launchd or postgresql", help, StringComparison.Ordinal);
        Assert.Contains("--cluster <url>", Help.Find(Shared, ["members", "--help"]), StringComparison.Ordinal);
        Assert.True(Verbs.IsVerb(Shared, "members"));
    }

    [Theory]
    [InlineData("members", "newsapp has no daemon with Scope = DaemonScope.Cluster, which members is for")]
    [InlineData("handover", "newsapp has no daemon with Scope = DaemonScope.Cluster, which handover is for")]
    public void ProgramWithoutAClusterSaysSo(string verb, string message) => AssertUsage(message, () => _ = Run(Alone, verb));

    [Theory]
    [InlineData("members fetch", "fetch does not have Scope = DaemonScope.Cluster, which members is for")]
    [InlineData("handover fetch", "fetch does not have Scope = DaemonScope.Cluster, which handover is for")]
    [InlineData("handover", "handover takes one daemon of fetch, report")]
    [InlineData("members report:2", "members shows all processes of a daemon; name report without a number")]
    public void DaemonThatIsNotOfAClusterIsRefused(string line, string message) =>
        AssertUsage(message, () => _ = Run(Shared, line.Split(' ')));

    [Fact]
    public void TablesAreThoseOfThePackage()
    {
        AssertUsage(
            "unit postgresql requires the package Daemonize.Cluster.PostgreSql, which newsapp does not reference: dotnet add package Daemonize.Cluster.PostgreSql",
            static () => _ = Unit.Write(Shared, ["unit", "postgresql"]));
        var program = new DaemonProgram
        {
            Name = "newsapp",
            Version = "1",
            Help = "",
            Daemons = Shared.Daemons,
            Stores = [new("postgresql", static url => throw new NotSupportedException(url)) { Setup = static () => "CREATE TABLE x;\n\n" }],
        };
        Assert.Equal("CREATE TABLE x;\n", Unit.Write(program, ["unit", "postgresql"]));
    }

    /// <summary>Its message is that of any other word.</summary>
    [Fact]
    public void ProgramWithoutAClusterHasNoTables() => AssertUsage(
        "unit takes systemd, supervisord, logrotate, tmpfiles, kubernetes or launchd, not 'postgresql'",
        static () => _ = Unit.Write(Alone, ["unit", "postgresql"]));

    private static int Run(DaemonProgram program, params string[] args) => Verbs.RunOfCluster(program, args);

    private static void AssertUsage(string message, Action action)
    {
        var exception = Assert.Throws<DaemonException>(action);
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, exception.ExitCode);
    }
}
