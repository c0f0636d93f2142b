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
    public Task ErrorFileThatIsThePidFileIsReported() => Verify.MembersAsync("""
        [Daemon(PidFile = "/srv/news", ErrorFile = {|DMN207:"/srv/news"|})] internal static void Fetch() { }
        """);

    [Theory]
    [InlineData("LogFile = \"syslog\", LogMaxSize = {|DMN207:\"1MB\"|}")]
    [InlineData("LogFile = \"null\", ErrorFile = \"journal\", LogMaxSize = {|DMN207:\"1MB\"|}")]
    [InlineData("LogFile = \"null\", ErrorFile = \"news.err\", LogMaxSize = \"1MB\"")]
    [InlineData("ErrorFile = \"journal\", LogMaxSize = \"1MB\"")]
    [InlineData("LogFile = \"journal\", LogMaxSize = \"off\"")]
    [InlineData("LogFile = \"./syslog\", LogMaxSize = \"1MB\"")]
    public Task SizeOfWhatIsNoFileIsReported(string settings) =>
        Verify.MembersAsync($"[Daemon({settings})] internal static void Fetch() {{ }}");

    [Fact]
    public Task FilesOfTwoDaemonsAreNoContradiction() => Verify.MembersAsync("""
        [Daemon(PidFile = "/srv/a")] internal static void Fetch() { }
        [Daemon(LogFile = "/srv/a")] internal static void Prune() { }
        """);

    [Fact]
    public Task MistakenSettingIsReportedAlone() => Verify.MembersAsync("""
        [Daemon(PidFile = {|DMN205:"/srv/news/"|}, LogFile = {|DMN205:"/srv/news/"|})] internal static void Fetch() { }
        """);

    [Theory]
    [InlineData(
        "Interval = \"1s\", Overlap = OverlapPolicy.Parallel, MaxParallel = 2, Missed = MissedPolicy.All, MaxMissed = 5, AlignToClock = true")]
    [InlineData("Interval = \"1s\", Jitter = \"999ms\", JitterSeed = 7, TickTimeout = \"1s\", MaxRuns = 3, MaxFailures = 2")]
    [InlineData("Interval = \"off\", Jitter = \"1s\", Overlap = OverlapPolicy.Queue")]
    [InlineData("Delay = \"1s\", Jitter = \"1m\", TickTimeout = \"1s\", MaxRuns = 3, MaxFailures = 2, OnFailure = FailureAction.Continue")]
    [InlineData("Cron = \"@daily\", TimeZone = \"UTC\", Overlap = OverlapPolicy.Replace, Missed = MissedPolicy.Once")]
    [InlineData("OnFailure = FailureAction.Retry, MaxRetries = 2, RetryDelay = \"1m\", MaxRetryDelay = \"1m\"")]
    [InlineData("Restart = RestartPolicy.Always, RestartDelay = \"1m\", MaxRestartDelay = \"1m\", MaxRestarts = 0, RestartWindow = \"1h\"")]
    [InlineData("RestartDelay = \"5s\", MaxRestarts = 3")]
    [InlineData(
        "Overlap = OverlapPolicy.Skip, AlignToClock = false, Jitter = \"off\", TickTimeout = \"off\", MaxRuns = 0, MaxFailures = 0")]
    [InlineData("Interval = \"1s\", Delay = null, Cron = null, TimeZone = null")]
    public Task SettingsThatGoTogetherAreFine(string settings) =>
        Verify.MembersAsync($"[Daemon({settings})] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("Interval = \"1s\", Delay = {|DMN207:\"1s\"|}")]
    [InlineData("Interval = \"off\", Cron = {|DMN207:\"@daily\"|}")]
    [InlineData("Cron = {|DMN207:\"@daily\"|}, Delay = \"1s\"")]
    [InlineData("Interval = \"1s\", Delay = {|DMN207:\"1s\"|}, Cron = {|DMN207:\"@daily\"|}")]
    [InlineData(
        "Delay = \"1s\", Overlap = {|DMN207:OverlapPolicy.Queue|}, MaxParallel = {|DMN207:2|}, Missed = {|DMN207:MissedPolicy.All|}, MaxMissed = {|DMN207:5|}")]
    [InlineData("Overlap = {|DMN207:OverlapPolicy.Queue|}, Missed = {|DMN207:MissedPolicy.Once|}")]
    [InlineData("Delay = \"1s\", AlignToClock = {|DMN207:true|}")]
    [InlineData("Cron = \"@daily\", AlignToClock = {|DMN207:true|}")]
    [InlineData("Interval = \"1s\", TimeZone = {|DMN207:\"UTC\"|}")]
    [InlineData("TimeZone = {|DMN207:\"UTC\"|}")]
    [InlineData("Interval = \"1s\", MaxParallel = {|DMN207:2|}")]
    [InlineData("Interval = \"1s\", Overlap = OverlapPolicy.Queue, MaxParallel = {|DMN207:2|}")]
    [InlineData("Interval = \"1s\", Missed = MissedPolicy.Once, MaxMissed = {|DMN207:2|}")]
    [InlineData("Interval = \"1s\", Jitter = {|DMN207:\"1s\"|}")]
    [InlineData("Interval = \"1s\", JitterSeed = {|DMN207:5|}")]
    [InlineData("Jitter = {|DMN207:\"1s\"|}, TickTimeout = {|DMN207:\"1s\"|}, MaxRuns = {|DMN207:1|}, MaxFailures = {|DMN207:1|}")]
    [InlineData("Interval = \"1s\", Concurrency = {|DMN207:2|}")]
    [InlineData("OnFailure = {|DMN207:FailureAction.Continue|}")]
    [InlineData("RetryDelay = \"10s\", MaxRetryDelay = {|DMN207:\"9s\"|}")]
    [InlineData("RetryDelay = {|DMN207:\"2m\"|}")]
    [InlineData("MaxRetryDelay = {|DMN207:\"500ms\"|}")]
    [InlineData("RestartDelay = {|DMN207:\"2m\"|}")]
    [InlineData("Restart = RestartPolicy.Never, MaxRestarts = {|DMN207:3|}, RestartWindow = {|DMN207:\"1h\"|}")]
    public Task SettingsThatDoNotAreReported(string settings) =>
        Verify.MembersAsync($"[Daemon({settings})] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("Interval = {|DMN201:\"soon\"|}, Jitter = \"1s\", Overlap = OverlapPolicy.Queue")]
    [InlineData("Cron = {|DMN208:\"soon\"|}, TimeZone = \"UTC\"")]
    [InlineData("Interval = \"1s\", Overlap = {|DMN211:(OverlapPolicy)9|}, MaxParallel = 2")]
    [InlineData("RetryDelay = \"5m\", MaxRetryDelay = {|DMN201:\"long\"|}")]
    public Task WhatGoesWithAMistakenSettingIsFine(string settings) =>
        Verify.MembersAsync($"[Daemon({settings})] internal static void Fetch() {{ }}");

    [Fact]
    public Task MessageNamesBoth() => Verify.MessageAsync(
        "DMN207",
        "Overlap 'OverlapPolicy.Queue' contradicts Delay '1s': no tick is due while another runs",
        "internal static class News { [Daemon(Delay = \"1s\", Overlap = OverlapPolicy.Queue)] internal static void Fetch() { } }");
}
