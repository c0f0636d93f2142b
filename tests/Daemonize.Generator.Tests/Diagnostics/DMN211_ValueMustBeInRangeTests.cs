using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN211_ValueMustBeInRangeTests
{
    [Theory]
    [InlineData("Overlap = OverlapPolicy.Parallel, MaxParallel = 1")]
    [InlineData("Missed = MissedPolicy.All, MaxMissed = 1")]
    [InlineData("OnFailure = FailureAction.Retry, MaxRetries = 1")]
    [InlineData("MaxRuns = 0, MaxFailures = 0, JitterSeed = 0, Instances = 0")]
    [InlineData("Ready = ReadyMode.Manual")]
    [InlineData("LogMaxSize = \"4KB\", LogBackups = 0, LogFormat = LogFormat.Json")]
    [InlineData("LogMaxSize = \"off\"")]
    public Task LeastValueIsFine(string settings) =>
        Verify.MembersAsync($"[Daemon(Interval = \"1s\", {settings})] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("MaxParallel", "0")]
    [InlineData("MaxMissed", "0")]
    [InlineData("MaxRetries", "0")]
    [InlineData("Concurrency", "-1")]
    [InlineData("MaxRuns", "-1")]
    [InlineData("MaxFailures", "-1")]
    [InlineData("JitterSeed", "int.MinValue")]
    [InlineData("Instances", "-1")]
    [InlineData("Instances", "10001")]
    [InlineData("MaxMissed", "1000001")]
    [InlineData("Concurrency", "10001")]
    [InlineData("LogMaxSize", "\"9223372036854775808\"")]
    [InlineData("Overlap", "(OverlapPolicy)4")]
    [InlineData("Missed", "(MissedPolicy)(-1)")]
    [InlineData("OnFailure", "(FailureAction)9")]
    [InlineData("Ready", "(ReadyMode)2")]
    [InlineData("LogMaxSize", "\"\"")]
    [InlineData("LogMaxSize", "\"4095\"")]
    [InlineData("LogMaxSize", "\"10XB\"")]
    [InlineData("LogMaxSize", "\"-10MB\"")]
    [InlineData("LogBackups", "-1")]
    [InlineData("LogFormat", "(LogFormat)2")]
    public Task ValueBeyondIsReported(string setting, string value) =>
        Verify.MembersAsync($"[Daemon(Interval = \"1s\", {setting} = {{|DMN211:{value}|}})] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("User = \"news\", Group = \"www-data\"")]
    [InlineData("User = \"0\", Group = \"4294967294\"")]
    [InlineData("User = \"DOMAIN\\\\bob\"")]
    [InlineData("Nice = -20")]
    [InlineData("Nice = 19, MaxOpenFiles = 16, CoreDumps = true, NoNewPrivileges = true")]
    [InlineData("MaxMemory = \"1\"")]
    [InlineData("MaxMemory = \"512MB\"")]
    [InlineData("MaxMemory = \"2 GiB\"")]
    [InlineData("MaxMemory = \"3g\"")]
    [InlineData("KeepDescriptors = new[] { 5, 1000 }")]
    [InlineData("KeepDescriptors = new int[0], Environment = new string[0]")]
    [InlineData("Environment = new[] { \"A=1\", \"B=\", \"C= = \", \"TERM\" }")]
    public Task ContextInItsRangeIsFine(string settings) => Verify.MembersAsync($"[Daemon({settings})] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("User", "\"\"")]
    [InlineData("User", "\"-\"")]
    [InlineData("User", "\"a b\"")]
    [InlineData("User", "\"a:b\"")]
    [InlineData("User", "\"a/b\"")]
    [InlineData("User", "\"4294967295\"")]
    [InlineData("Group", "\"99999999999\"")]
    [InlineData("Group", "\"a\\nb\"")]
    [InlineData("Nice", "-21")]
    [InlineData("Nice", "20")]
    [InlineData("MaxOpenFiles", "15")]
    [InlineData("MaxMemory", "\"0\"")]
    [InlineData("MaxMemory", "\"MB\"")]
    [InlineData("MaxMemory", "\"1.5GB\"")]
    [InlineData("MaxMemory", "\"-1MB\"")]
    [InlineData("MaxMemory", "\"5XB\"")]
    [InlineData("MaxMemory", "\"5I\"")]
    [InlineData("MaxMemory", "\"9999999TB\"")]
    [InlineData("MaxMemory", "\"99999999999999999999\"")]
    [InlineData("KeepDescriptors", "new[] { 7, 4 }")]
    [InlineData("KeepDescriptors", "new[] { 3 }")]
    [InlineData("KeepDescriptors", "new[] { -1 }")]
    [InlineData("Environment", "new[] { \"A=1\", \"=1\" }")]
    [InlineData("Environment", "new[] { \"\" }")]
    [InlineData("Environment", "new[] { \"A B=1\" }")]
    [InlineData("Environment", "new[] { \"A=1\\0\" }")]
    [InlineData("Environment", "new[] { (string)null! }")]
    public Task ContextBeyondItIsReported(string setting, string value) =>
        Verify.MembersAsync($"[Daemon({setting} = {{|DMN211:{value}|}})] internal static void Fetch() {{ }}");

    [Fact]
    public Task EmptyTimeZoneIsReported() =>
        Verify.MembersAsync("[Daemon(Cron = \"@daily\", TimeZone = {|DMN211:\" \"|})] internal static void Fetch() { }");

    [Fact]
    public Task MessageNamesTheMembers() => Verify.MessageAsync(
        "DMN211",
        "Missed cannot be 7: it takes MissedPolicy.Skip or MissedPolicy.Once or MissedPolicy.All",
        "internal static class News { [Daemon(Interval = \"1s\", Missed = (MissedPolicy)7)] internal static void Fetch() { } }");
}
