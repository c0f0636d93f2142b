using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN205_PathMustBeUsableTests
{
    [Theory]
    [InlineData("PidFile", "news.pid")]
    [InlineData("PidFile", "sub/../news.pid")]
    [InlineData("LogFile", "/var/log/news.log")]
    [InlineData("LogFile", ".news")]
    [InlineData("LogFile", "./stdout")]
    [InlineData("LogFile", "./~/news.log")]
    [InlineData("LogFile", "~news.log")]
    [InlineData("LogFile", "null")]
    [InlineData("LogFile", "/dev/null")]
    [InlineData("PidFile", "/dev/shm/news/news.pid")]
    [InlineData("PidFile", "./-")]
    [InlineData("WorkingDirectory", "/")]
    [InlineData("WorkingDirectory", "/srv/news/")]
    [InlineData("RootDirectory", "/srv/jail")]
    [InlineData("EnvironmentFile", "/etc/news.env")]
    [InlineData("EnvironmentFile", "-/etc/news.env")]
    public Task UsablePathIsFine(string property, string path) =>
        Verify.MembersAsync($"[Daemon({property} = \"{path}\")] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("PidFile", "")]
    [InlineData("PidFile", "news/")]
    [InlineData("PidFile", "..")]
    [InlineData("PidFile", @"news\0.pid")]
    [InlineData("LogFile", "")]
    [InlineData("LogFile", "/var/log/")]
    [InlineData("LogFile", "logs/.")]
    [InlineData("LogFile", @"\0")]
    [InlineData("LogFile", "~/news.log")]
    [InlineData("LogFile", "~news/news.log")]
    [InlineData("LogFile", "$HOME/news.log")]
    [InlineData("LogFile", "-")]
    [InlineData("LogFile", "stdout")]
    [InlineData("LogFile", "Journal")]
    [InlineData("LogFile", "/dev/stdout")]
    [InlineData("LogFile", "//dev/./fd/1")]
    [InlineData("ErrorFile", "stderr")]
    [InlineData("ErrorFile", "/dev/stderr")]
    [InlineData("ErrorFile", "/proc/self/fd/2")]
    [InlineData("PidFile", "~/news.pid")]
    [InlineData("PidFile", "-")]
    [InlineData("PidFile", "/dev/null")]
    [InlineData("WorkingDirectory", "")]
    [InlineData("WorkingDirectory", "srv")]
    [InlineData("RootDirectory", "")]
    [InlineData("RootDirectory", "jail")]
    [InlineData("EnvironmentFile", "")]
    [InlineData("EnvironmentFile", "-")]
    [InlineData("EnvironmentFile", "news.env")]
    [InlineData("EnvironmentFile", "-news.env")]
    [InlineData("EnvironmentFile", "/etc/news/")]
    [InlineData("EnvironmentFile", @"/etc/\0")]
    [InlineData("WorkingDirectory", "~/news")]
    [InlineData("WorkingDirectory", @"/\0")]
    public Task OtherPathIsReported(string property, string path) =>
        Verify.MembersAsync($"[Daemon({property} = {{|DMN205:\"{path}\"|}})] internal static void Fetch() {{ }}");
}
