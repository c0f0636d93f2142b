using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN214_CallbackMustBeAccessibleTests
{
    [Theory]
    [InlineData("private ")]
    [InlineData("")]
    public Task HiddenCallbackIsReported(string modifier) => Verify.MembersAsync($$"""
        [Daemon(OnStart = {|DMN214:nameof(Open)|})] internal static void Fetch() { }
        {{modifier}}static void Open() { }
        """);

    [Fact]
    public Task HiddenSignalHandlerIsReported() => Verify.MembersAsync("""
        [Daemon] internal static void Fetch() { }
        [DaemonSignal("SIGUSR2"), DaemonSignal("SIGALRM")] private static void {|DMN214:Dump|}() { }
        """);

    [Fact]
    public Task OverloadThatIsAccessibleIsTaken() => Verify.MembersAsync("""
        [Daemon(OnStart = nameof(Open))] internal static void Fetch() { }
        private static void Open() { }
        internal static void Open(ILogger logger) { }
        """);

    [Fact]
    public Task InAHiddenTypeTheDaemonIsTheMistake() => Verify.ProgramAsync("""
        internal static class Outer
        {
            private static class News
            {
                [Daemon(OnStart = nameof(Open))] internal static void {|DMN003:Fetch|}() { }
                internal static void Open() { }
            }
        }
        """);

    [Fact]
    public Task CallbacksBecomeInternal() => Verify.FixAsync<MakeMethodInternalCodeFix>(
        """
        internal static class News
        {
            [Daemon(OnStart = {|DMN214:nameof(Open)|}, OnStop = {|DMN214:"Close"|})]
            internal static void Fetch() { }

            // Opens.
            private static void Open() { }

            static void Close() { }

            [DaemonSignal("SIGUSR2")]
            private static void {|DMN214:Dump|}() { }
        }
        """,
        """
        internal static class News
        {
            [Daemon(OnStart = nameof(Open), OnStop = "Close")]
            internal static void Fetch() { }

            // Opens.
            internal static void Open() { }

            internal static void Close() { }

            [DaemonSignal("SIGUSR2")]
            internal static void Dump() { }
        }
        """);
}
