using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN207_SettingsMustNotContradictTests
{
    [Theory]
    [InlineData("/srv/news.pid", "/srv/news.log")]
    [InlineData("/srv/news", "/srv/log/news")]
    [InlineData("news", "news")]
    [InlineData("news", "/srv/news")]
    [InlineData("/srv/news", "news")]
    [InlineData("/srv/news.lock", "/srv/news")]
    [InlineData("/srv/news", "/srv/x/../news")]
    public Task FilesThatDifferAreFine(string pidFile, string logFile) =>
        Verify.MembersAsync($"[Daemon(PidFile = \"{pidFile}\", LogFile = \"{logFile}\")] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("/srv/news", "/srv/news")]
    [InlineData("/srv/news", "//srv/./news")]
    [InlineData("/srv/news.pid", "/srv/news.pid.lock")]
    public Task FileThatIsBothIsReported(string pidFile, string logFile) =>
        Verify.MembersAsync($"[Daemon(PidFile = \"{pidFile}\", LogFile = {{|DMN207:\"{logFile}\"|}})] internal static void Fetch() {{ }}");

    [Fact]
    public Task FilesOfTwoDaemonsAreNoContradiction() => Verify.MembersAsync("""
        [Daemon(PidFile = "/srv/a")] internal static void Fetch() { }
        [Daemon(LogFile = "/srv/a")] internal static void Prune() { }
        """);

    [Fact]
    public Task MistakenSettingIsReportedAlone() => Verify.MembersAsync("""
        [Daemon(PidFile = {|DMN205:"/srv/news/"|}, LogFile = {|DMN205:"/srv/news/"|})] internal static void Fetch() { }
        """);
}
