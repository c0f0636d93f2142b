using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Seeing;

/// <summary>What the files of service managers say about a daemon.</summary>
public sealed class UnitFileTests
{
    [Theory]
    [InlineData("ExecStart=/srv/newsapp run fetch", "fetch", "/srv/newsapp")]
    [InlineData("ExecStart=/srv/newsapp run fetch:%i --instances=3", "fetch", "/srv/newsapp")]
    [InlineData("ExecStart=/srv/newsapp once fetch", "fetch", "/srv/newsapp")]
    [InlineData("ExecStart=/usr/bin/dotnet \"/srv/my news/50%%/$$x.dll\" run fetch", "fetch", "/usr/bin/dotnet|/srv/my news/50%/$x.dll")]
    [InlineData("ExecStart=\"/srv/a\\\"b\\\\c\\x09d\" run fetch", "fetch", "/srv/a\"b\\c\td")]
    [InlineData("command=\"/srv/my \"\";news\" run fetch:%(process_num)d", "fetch", "/srv/my ;news")]
    public void CommandIsRead(string line, string daemon, string command)
    {
        var unit = UnitFile.Parse("/etc/x", ["# made by Daemonize: newsapp-fetch.service of newsapp 1.2.0; 'install' …", "[X]", line]);
        Assert.Equal(("newsapp", daemon), (unit?.Program, unit?.Daemon));
        Assert.Equal(command.Split('|'), unit!.Command);
    }

    [Fact]
    public void ProgramMayHaveSpaces() =>
        Assert.Equal(
            "my news", UnitFile.Parse("x", ["; made by Daemonize: news of my news 1.0", "command=/srv/n run fetch"])?.Program);

    [Theory]
    [InlineData("# made by hand", "ExecStart=/srv/newsapp run fetch")]
    [InlineData("# not made by Daemonize: a of b 1", "ExecStart=/srv/newsapp run fetch")]
    [InlineData("# made by Daemonize: a", "ExecStart=/srv/newsapp run fetch")]
    [InlineData("# made by Daemonize: a of b 1", "ExecStart=/srv/newsapp run")]
    [InlineData("# made by Daemonize: a of b 1", "ExecStart=/srv/newsapp serve fetch")]
    [InlineData("# made by Daemonize: a of b 1", "Description=x")]
    public void OtherFileIsNot(params string[] lines) => Assert.Null(UnitFile.Parse("x", lines));
}
