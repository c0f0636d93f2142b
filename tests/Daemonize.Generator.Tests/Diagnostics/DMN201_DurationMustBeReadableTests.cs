using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN201_DurationMustBeReadableTests
{
    [Fact]
    public Task ReadableDurationsAreFine() => Verify.MembersAsync("""
        [Daemon(Interval = "10s", InitialDelay = "500ms", StartTimeout = "00:01:00", StopTimeout = "1h30m")]
        internal static void Fetch() { }
        """);

    [Fact]
    public Task NullIsTheDefault() => Verify.MembersAsync("[Daemon(Interval = null)] internal static void Fetch() { }");

    [Fact]
    public Task EachUnreadableDurationIsReported() => Verify.MembersAsync("""
        [Daemon(
            Interval = {|DMN201:"10 seconds"|},
            InitialDelay = {|DMN201:""|},
            StartTimeout = {|DMN201:"-1s"|},
            StopTimeout = {|DMN201:"30"|})]
        internal static void Fetch() { }
        """);

    [Fact]
    public Task ConstantIsReportedWhereItIsUsed() => Verify.MembersAsync("""
        private const string Often = "often";

        [Daemon(Interval = {|DMN201:Often|})]
        internal static void Fetch() { }
        """);
}
