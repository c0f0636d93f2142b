using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN113_MethodShouldRequireNothingTests
{
    [Theory]
    [InlineData("EnableTrimAnalyzer", "RequiresUnreferencedCode")]
    [InlineData("EnableAotAnalyzer", "RequiresDynamicCode")]
    [InlineData("EnableSingleFileAnalyzer", "RequiresAssemblyFiles")]
    public Task MethodThatGeneratedCodeCallsIsReported(string analyzer, string attribute) => Verify.TrimmedAsync(
        $$"""
        internal static class News
        {
            [Daemon(OnStart = nameof(Begin))]
            [{|DMN113:{{attribute}}("Plugins.")|}]
            internal static void Fetch() { }

            [{|DMN113:{{attribute}}("Plugins.")|}]
            internal static void Begin() { }

            [DaemonSignal("SIGUSR2"), {|DMN113:{{attribute}}("Plugins.")|}]
            internal static void Dump() { }

            [{{attribute}}("Plugins.")]
            internal static void Other() { }
        }
        """,
        analyzer);

    [Fact]
    public Task TypeIsReportedAtTheMethod() => Verify.TrimmedAsync(
        """
        [RequiresUnreferencedCode("Plugins.")]
        internal static class News
        {
            [Daemon] internal static void {|DMN113:Fetch|}() { }
            internal static void Other() { }
        }
        """,
        "EnableTrimAnalyzer");

    [Theory]
    [InlineData("EnableAotAnalyzer", "RequiresUnreferencedCode")]
    [InlineData("None", "RequiresDynamicCode")]
    public Task WhatNothingLooksForIsFine(string analyzer, string attribute) =>
        Verify.TrimmedAsync($"internal static class News {{ [Daemon, {attribute}(\"\")] internal static void Fetch() {{ }} }}", analyzer);

    [Fact]
    public Task MethodThatAnswersItselfIsFine() => Verify.TrimmedAsync(
        """
        internal static class News
        {
            [Daemon]
            [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The plugins are kept.")]
            internal static void Fetch() { }
        }
        """,
        "EnableTrimAnalyzer");
}
