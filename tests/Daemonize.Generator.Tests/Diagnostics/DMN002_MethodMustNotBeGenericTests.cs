using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN002_MethodMustNotBeGenericTests
{
    [Fact]
    public Task GenericMethodIsReported() => Verify.MembersAsync("[Daemon] internal static void Fetch{|DMN002:<T>|}() { }");

    [Fact]
    public Task MethodInGenericTypeIsReported() => Verify.ProgramAsync(
        "internal class News<T> { [Daemon] internal static void {|DMN002:Fetch|}() { } }");

    [Fact]
    public Task MethodInTypeNestedInGenericTypeIsReported() => Verify.ProgramAsync(
        "internal class News<T> { internal class Inner { [Daemon] internal static void {|DMN002:Fetch|}() { } } }");

    [Fact]
    public Task MethodInTypeDerivedFromGenericTypeIsFine() => Verify.ProgramAsync(
        "internal class News<T>; internal class Inner : News<int> { [Daemon] internal static void Fetch() { } }");
}
