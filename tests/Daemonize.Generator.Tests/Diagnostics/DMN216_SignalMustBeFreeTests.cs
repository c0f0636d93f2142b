using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN216_SignalMustBeFreeTests
{
    [Theory]
    [InlineData("SIGUSR1")]
    [InlineData("SIGUSR2")]
    [InlineData("SIGQUIT")]
    [InlineData("SIGRTMIN+1")]
    [InlineData("SIGRTMIN+30")]
    public Task FreeSignalIsFine(string signal) => Verify.MembersAsync($$"""
        [Daemon] internal static void Fetch() { }
        [DaemonSignal("{{signal}}")] internal static void Dump() { }
        """);

    [Theory]
    [InlineData("SIGTERM")]
    [InlineData("SIGKILL")]
    [InlineData("SIGCHLD")]
    [InlineData("SIGRTMIN")]
    [InlineData("SIGRTMIN+0")]
    [InlineData("SIGRTMIN+31")]
    [InlineData("SIGRTMIN-1")]
    [InlineData("SIGRTMAX-1")]
    [InlineData("USR1")]
    [InlineData("sigusr1")]
    [InlineData("")]
    public Task OtherSignalIsReported(string signal) => Verify.MembersAsync($$"""
        [Daemon] internal static void Fetch() { }
        [DaemonSignal({|DMN216:"{{signal}}"|})] internal static void Dump() { }
        """);

    [Theory]
    [InlineData("[\"SIGALRM\", {|DMN216:\"SIGTERM\"|}]")]
    [InlineData("new[] { \"SIGALRM\", {|DMN216:\"SIGKILL\"|} }")]
    [InlineData("new string[] { {|DMN216:\"USR1\"|}, {|DMN216:null|} }")]
    [InlineData("[\"SIGRTMIN+5\", {|DMN216:\"SIGRTMIN+05\"|}]")]
    public Task SignalThatCannotBeIgnoredIsReported(string signals) => Verify.MembersAsync($$"""
        [Daemon(IgnoredSignals = {{signals}})] internal static void Fetch() { }
        """);

    [Fact]
    public Task MessageNamesTheOwner() => Verify.MessageAsync(
        "DMN216",
        "'SIGTERM' cannot be handled: it belongs to the daemon",
        "internal static class News { [Daemon] internal static void Fetch() { } [DaemonSignal(\"SIGTERM\")] internal static void Dump() " +
        "{ } }");

    [Fact]
    public Task SecondHandlerIsReported() => Verify.MembersAsync("""
        [Daemon] internal static void Fetch() { }
        [DaemonSignal("SIGUSR2")] internal static void Dump() { }
        [DaemonSignal({|DMN216:"SIGUSR2"|})] internal static void Flush() { }
        """);

    [Fact]
    public Task SameSignalWrittenOtherwiseIsReported() => Verify.MembersAsync("""
        [Daemon] internal static void Fetch() { }
        [DaemonSignal("SIGRTMIN+5")] internal static void Dump() { }
        [DaemonSignal({|DMN216:"SIGRTMIN+05"|})] internal static void Flush() { }
        """);

    [Fact]
    public Task SecondAttributeOfAMethodIsReported() => Verify.MembersAsync("""
        [Daemon(IgnoredSignals = ["SIGUSR2", {|DMN216:"SIGUSR2"|}])] internal static void Fetch() { }
        [DaemonSignal("SIGALRM"), DaemonSignal({|DMN216:"SIGALRM"|})] internal static void Dump() { }
        """);

    [Fact]
    public Task DaemonMayIgnoreWhatOthersHandle() => Verify.MembersAsync("""
        [Daemon] internal static void Fetch() { }
        [Daemon(IgnoredSignals = ["SIGUSR2"])] internal static void Prune() { }
        [DaemonSignal("SIGUSR2")] internal static void Dump() { }
        """);

    [Fact]
    public Task SameSignalInTwoTypesIsFine() => Verify.ProgramAsync("""
        internal static class News { [Daemon] internal static void Fetch() { } [DaemonSignal("SIGUSR2")] internal static void Dump() { } }
        internal static class Server { [Daemon] internal static void Listen() { } [DaemonSignal("SIGUSR2")] internal static void Dump() { } }
        """);
}
