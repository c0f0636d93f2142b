using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN217_SignalHandlerMustFitTests
{
    [Theory]
    [InlineData("void {|DMN217:Dump|}(int number)")]
    [InlineData("int {|DMN217:Dump|}()")]
    [InlineData("void {|DMN217:Dump|}<T>()")]
    [InlineData("async void {|DMN217:Dump|}()")]
    [InlineData("void {|DMN217:Dump|}(ILogger one, ILogger two)")]
    public Task OtherSignatureIsReportedOnce(string signature) => Verify.MembersAsync($$"""
        [Daemon] internal static void Fetch() { }
        #pragma warning disable CS1998
        [DaemonSignal("SIGUSR2"), DaemonSignal("SIGALRM")] internal static {{signature}} => throw new Exception();
        """);

    [Theory]
    [InlineData("void Dump(DaemonContext daemon, CancellationToken stopping, ILogger logger)")]
    [InlineData("Task Dump(ILogger? logger)")]
    [InlineData("ValueTask Dump()")]
    public Task SignatureThatFitsIsFine(string signature) => Verify.MembersAsync($$"""
        [Daemon] internal static void Fetch() { }
        [DaemonSignal("SIGUSR2"), DaemonSignal("SIGALRM")] internal static {{signature}} => throw new Exception();
        """);

    [Fact]
    public Task HandlerWithoutADaemonIsReported() => Verify.ProgramAsync("""
        internal static class News { [Daemon] internal static void Fetch() { } }
        internal static class Other { [DaemonSignal("SIGUSR2")] internal static void {|DMN217:Dump|}() { } }
        """);

    [Fact]
    public Task DaemonThatIsAHandlerIsReported() => Verify.MembersAsync("""
        [Daemon, DaemonSignal("SIGUSR2")] internal static void {|DMN217:Fetch|}() { }
        """);

    [Fact]
    public Task LocalFunctionIsReported() => Verify.MembersAsync("""
        [Daemon(Interval = "1s")] internal static void Fetch() { Dump(); [DaemonSignal("SIGUSR2")] static void {|DMN217:Dump|}() { } }
        """);
}
