using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN211_ValueMustBeInRangeTests
{
    [Theory]
    [InlineData("Overlap = Overlap.Parallel, MaxParallel = 1")]
    [InlineData("Missed = Missed.All, MaxMissed = 1")]
    [InlineData("OnFailure = FailureAction.Retry, MaxRetries = 1")]
    [InlineData("MaxRuns = 0, MaxFailures = 0, JitterSeed = 0, Instances = 0")]
    [InlineData("Ready = Ready.Manual")]
    [InlineData("LogMaxSize = \"4KB\", LogBackups = 0, LogFormat = LogFormat.Json")]
    [InlineData("LogMaxSize = \"off\"")]
    public Task LeastValueIsFine(string settings) => Verify.MembersAsync($"[Daemon(Interval = \"1s\", {settings})] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("MaxParallel", "0")]
    [InlineData("MaxMissed", "0")]
    [InlineData("MaxRetries", "0")]
    [InlineData("Concurrency", "-1")]
    [InlineData("MaxRuns", "-1")]
    [InlineData("MaxFailures", "-1")]
    [InlineData("JitterSeed", "int.MinValue")]
    [InlineData("Instances", "-1")]
    [InlineData("Overlap", "(Overlap)4")]
    [InlineData("Missed", "(Missed)(-1)")]
    [InlineData("OnFailure", "(FailureAction)9")]
    [InlineData("Ready", "(Ready)2")]
    [InlineData("LogMaxSize", "\"\"")]
    [InlineData("LogMaxSize", "\"4095\"")]
    [InlineData("LogMaxSize", "\"10XB\"")]
    [InlineData("LogMaxSize", "\"-10MB\"")]
    [InlineData("LogBackups", "-1")]
    [InlineData("LogFormat", "(LogFormat)2")]
    public Task ValueBeyondIsReported(string setting, string value) =>
        Verify.MembersAsync($"[Daemon(Interval = \"1s\", {setting} = {{|DMN211:{value}|}})] internal static void Fetch() {{ }}");

    [Fact]
    public Task EmptyTimeZoneIsReported() =>
        Verify.MembersAsync("[Daemon(Cron = \"@daily\", TimeZone = {|DMN211:\" \"|})] internal static void Fetch() { }");

    [Fact]
    public Task MessageNamesTheMembers() => Verify.MessageAsync(
        "DMN211",
        "Missed cannot be 7: it takes Missed.Skip or Missed.Once or Missed.All",
        "internal static class News { [Daemon(Interval = \"1s\", Missed = (Missed)7)] internal static void Fetch() { } }");
}
