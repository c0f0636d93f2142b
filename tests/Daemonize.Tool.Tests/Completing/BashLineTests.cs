using Daemonize.Tool.Completing;

namespace Daemonize.Tool.Tests.Completing;

public sealed class BashLineTests
{
    private const string Breaks = " \t\n\"'><=;|&(:";

    [Theory]
    [InlineData("daemonize ", "", "")]
    [InlineData("daemonize sto", "", "sto")]
    [InlineData("  daemonize\tstop   news", "stop", "news")]
    [InlineData("daemonize stop news ", "stop|news", "")]
    [InlineData("daemonize stop worker:2", "stop", "worker:2")]
    [InlineData("daemonize stop 'a b' \"c d\" e\\ f g", "stop|a b|c d|e f", "g")]
    [InlineData("daemonize stop 'a \\b", "stop", "a \\b")]
    [InlineData("daemonize stop \"a \\\"b", "stop", "a \"b")]
    [InlineData("daemonize stop '' x", "stop|", "x")]
    [InlineData("daemonize stop x\\", "stop", "x\\")]
    public void LineIsSplitAsTheShellDoes(string line, string before, string current)
    {
        var parsed = BashLine.Parse(line);
        Assert.Equal((before, current), (string.Join('|', parsed.Before), parsed.Current));
    }

    [Theory]
    [InlineData("daemonize sto", "stop", "stop")]
    [InlineData("daemonize stop worker:", "worker:2", "2")]
    [InlineData("daemonize list --format=", "--format=json", "json")]
    [InlineData("daemonize stop my", "my prog/fetch", "my\\ prog/fetch")]
    [InlineData("daemonize stop $", "$(id)/x", "\\$\\(id\\)/x")]
    [InlineData("daemonize stop 'worker:", "worker:2", "worker:2")]
    [InlineData("daemonize stop \"my p", "my prog/fetch", "my prog/fetch")]
    public void OnlyWhatTheShellReplacesIsGiven(string line, string word, string given) =>
        Assert.Equal(given, BashLine.Parse(line).Replace(word, Breaks));
}
