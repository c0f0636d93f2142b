using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN203_NameMustBeValidTests
{
    [Theory]
    [InlineData("fetch")]
    [InlineData("f")]
    [InlineData("fetch-news_2.0")]
    [InlineData("start")]
    [InlineData("program")]
    public Task ValidNameIsFine(string name) => Verify.MembersAsync($"[Daemon(Name = \"{name}\")] internal static void M() {{ }}");

    [Theory]
    [InlineData("")]
    [InlineData("Fetch")]
    [InlineData("2fetch")]
    [InlineData("@daemon")]
    [InlineData("fetch news")]
    [InlineData("../fetch")]
    public Task OtherNameIsReported(string name) =>
        Verify.MembersAsync($"[Daemon(Name = {{|DMN203:\"{name}\"|}})] internal static void M() {{ }}");

    [Theory]
    [InlineData("run")]
    [InlineData("daemons")]
    [InlineData("equals")]
    [InlineData("reference-equals")]
    [InlineData("finalize")]
    [InlineData("get-hash-code")]
    [InlineData("get-type")]
    [InlineData("memberwise-clone")]
    [InlineData("to-string")]
    public Task NameOfAMemberOfDaemonsIsReported(string name) =>
        Verify.MembersAsync($"[Daemon(Name = {{|DMN203:\"{name}\"|}})] internal static void M() {{ }}");

    [Theory]
    [InlineData("Run")]
    [InlineData("RunAsync")]
    [InlineData("_")]
    [InlineData("Été")]
    public Task MethodWhoseNameDoesNotServeIsReported(string method) =>
        Verify.MembersAsync($"[Daemon] internal static void {{|DMN203:{method}|}}() {{ }}");

    [Fact]
    public Task NameServesForAMethodWhoseOwnDoesNot() => Verify.MembersAsync("[Daemon(Name = \"fetch\")] internal static void Run() { }");
}
