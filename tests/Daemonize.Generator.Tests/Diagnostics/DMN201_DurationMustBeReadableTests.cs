using Daemonize.CodeFixes;
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

    [Fact]
    public Task PlainDurationIsNormalized() => Verify.FixAsync<NormalizeDurationCodeFix>(
        """
        internal static class News
        {
            [Daemon(Interval = /* often */ {|DMN201:"10 seconds"|} /* enough */)]
            internal static void Fetch() { }
        }
        """,
        """
        internal static class News
        {
            [Daemon(Interval = /* often */ "10s" /* enough */)]
            internal static void Fetch() { }
        }
        """);

    [Fact]
    public Task AllPlainDurationsAreNormalized() => Verify.FixAsync<NormalizeDurationCodeFix>(
        """
        internal static class News
        {
            [Daemon(Interval = {|DMN201:"1 hour 30 minutes"|}, StopTimeout = {|DMN201:@"PT1M"|})]
            internal static void Fetch() { }

            [Daemon(InitialDelay = {|DMN201:"0:00:10"|})]
            internal static void Prune() { }
        }
        """,
        """
        internal static class News
        {
            [Daemon(Interval = "1h30m", StopTimeout = "1m")]
            internal static void Fetch() { }

            [Daemon(InitialDelay = "00:00:10")]
            internal static void Prune() { }
        }
        """);

    [Theory]
    [InlineData("\"10\"")]
    [InlineData("\"soon\"")]
    [InlineData("\"10 \" + \"seconds\"")]
    [InlineData("Often")]
    public Task GuessAndConstantOfAnotherPlaceAreOnlyReported(string interval)
    {
        var source = $$"""
            internal static class News
            {
                private const string Often = "10 seconds";

                [Daemon(Interval = {|DMN201:{{interval}}|})]
                internal static void Fetch() => Console.WriteLine(Often);
            }
            """;
        return Verify.FixAsync<NormalizeDurationCodeFix>(source, source);
    }
}
