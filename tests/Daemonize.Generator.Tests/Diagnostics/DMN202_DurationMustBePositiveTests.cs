using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN202_DurationMustBePositiveTests
{
    [Fact]
    public Task EachZeroIsReported() => Verify.MembersAsync("""
        [Daemon(Interval = {|DMN202:"0s"|}, StartTimeout = {|DMN202:"00:00:00"|}, StopTimeout = {|DMN202:"0ms"|})]
        internal static void Fetch() { }
        """);

    [Fact]
    public Task InitialDelayMayBeZero() => Verify.MembersAsync("[Daemon(InitialDelay = \"0s\")] internal static void Fetch() { }");

    [Fact]
    public Task ShortDurationIsFine() => Verify.MembersAsync("[Daemon(Interval = \"1ms\")] internal static void Fetch() { }");
}
