using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN005_UnsupportedParameterTypeTests
{
    [Fact]
    public Task SuppliedParametersAreFine() => Verify.MembersAsync(
        "[Daemon] internal static void Fetch(ILogger? logger, DaemonContext daemon, CancellationToken stopping = default) { }");

    [Theory]
    [InlineData("string")]
    [InlineData("object")]
    [InlineData("ILogger<string>")]
    [InlineData("CancellationToken?")]
    [InlineData("CancellationToken[]")]
    public Task OtherTypeIsReported(string type) => Verify.MembersAsync($"[Daemon] internal static void Fetch({{|DMN005:{type}|}} value) {{ }}");

    [Fact]
    public Task OptionalParameterOfOtherTypeIsReported() =>
        Verify.MembersAsync("[Daemon] internal static void Fetch({|DMN005:string|} country = \"us\") { }");

    [Fact]
    public Task EveryUnsupportedParameterIsReported() =>
        Verify.MembersAsync("[Daemon] internal static void Fetch({|DMN005:int|} a, DaemonContext daemon, {|DMN005:int|} b) { }");

    [Theory]
    [InlineData("ref")]
    [InlineData("in")]
    public Task ParameterByReferenceIsReported(string modifier) =>
        Verify.MembersAsync($"[Daemon] internal static void Fetch({{|DMN005:{modifier}|}} CancellationToken stopping) {{ }}");

    [Fact]
    public Task OutParameterIsReported() =>
        Verify.MembersAsync("[Daemon] internal static void Fetch({|DMN005:out|} CancellationToken stopping) => stopping = default;");

    [Fact]
    public Task SecondParameterOfOneTypeIsReported() =>
        Verify.MembersAsync("[Daemon] internal static void Fetch(ILogger first, CancellationToken stopping, {|DMN005:ILogger|} second) { }");

    [Fact]
    public Task UnknownTypeIsLeftToTheCompiler() => Verify.MembersAsync("[Daemon] internal static void Fetch({|CS0246:Nowhere|} value) { }");
}
