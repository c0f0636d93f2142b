using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN111_SignalsBelongToTheDaemonTests
{
    [Theory]
    [InlineData("SIGTERM")]
    [InlineData("SIGINT")]
    [InlineData("SIGHUP")]
    public Task HandlerIsReported(string signal) =>
        InDaemonAsync($"using var registration = {{|DMN111:PosixSignalRegistration.Create(PosixSignal.{signal}, _ => {{ }})|}};");

    [Theory]
    [InlineData("SIGQUIT")]
    [InlineData("SIGCHLD")]
    [InlineData("SIGCONT")]
    public Task OtherSignalIsFine(string signal) =>
        InDaemonAsync($"using var registration = PosixSignalRegistration.Create(PosixSignal.{signal}, _ => {{ }});");

    [Fact]
    public Task CancelKeyPressIsReported() => InDaemonAsync("{|DMN111:Console.CancelKeyPress|} += (_, _) => { };");

    [Fact]
    public Task TakingAHandlerAwayIsFine() => InDaemonAsync("Console.CancelKeyPress -= (_, _) => { };");

    [Fact]
    public Task ProcessExitIsFine() => InDaemonAsync("AppDomain.CurrentDomain.ProcessExit += (_, _) => { };");

    [Fact]
    public Task HandlerInWhatADaemonCallsIsReported() => Verify.ProgramAsync("""
        internal sealed class Server
        {
            [Daemon(Interval = "1s")] internal static void Fetch() => _ = new Server();

            private Server() => {|DMN111:Console.CancelKeyPress|} += (_, _) => { };

            private static void Other() => Console.CancelKeyPress += (_, _) => { };
        }
        """);

    private static Task InDaemonAsync(string code) => Verify.ProgramAsync($$"""
        using System.Runtime.InteropServices;

        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch()
            {
                {{code}}
            }
        }
        """);
}
