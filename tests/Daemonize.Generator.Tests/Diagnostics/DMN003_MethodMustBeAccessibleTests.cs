using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN003_MethodMustBeAccessibleTests
{
    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("protected internal")]
    public Task AccessibleMethodIsFine(string access) => Verify.ProgramAsync($$"""
        internal class News
        {
            [Daemon]
            {{access}} static void Fetch() { }
        }
        """);

    [Theory]
    [InlineData("")]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("private protected")]
    public Task HiddenMethodIsReported(string access) => Verify.ProgramAsync($$"""
        internal class News
        {
            [Daemon]
            {{access}} static void {|DMN003:Fetch|}() { }
        }
        """);

    [Theory]
    [InlineData("private")]
    [InlineData("protected")]
    public Task MethodBelowHiddenTypeIsReported(string access) => Verify.ProgramAsync($$"""
        internal class News
        {
            {{access}} class Inner
            {
                internal class Innermost
                {
                    [Daemon]
                    internal static void {|DMN003:Fetch|}() { }
                }
            }
        }
        """);

    [Fact]
    public Task MethodInFileLocalTypeIsReported() => Verify.ProgramAsync(
        "file static class News { [Daemon] internal static void {|DMN003:Fetch|}() { } }");

    [Fact]
    public Task LocalFunctionIsReported() => Verify.ProgramAsync("""
        return Daemons.Run(args);

        [Daemon]
        string {|DMN003:Fetch|}(int value) => "";
        """);

    [Fact]
    public Task LambdaIsReported() => Verify.ProgramAsync(
        """
        var fetch = [{|DMN003:Daemon|}] (string text) => text;
        {|DMN906:fetch("");|}
        return Daemons.Run(args);
        """,
        "internal static class News { [Daemon] internal static void Fetch() { } }");

    [Fact]
    public Task AccessorIsReported() => Verify.MembersAsync("internal static string Title { [Daemon] {|DMN003:get|} => \"\"; }");

    [Fact]
    public Task AbstractMethodOfInterfaceIsReported() => Verify.ProgramAsync(
        "internal interface INews { [Daemon] static abstract void {|DMN003:Fetch|}(); }");

    [Fact]
    public Task MethodOfInterfaceWithBodyIsFine() => Verify.ProgramAsync(
        "internal interface INews { [Daemon] static void Fetch() { } }");

    [Fact]
    public Task MethodBecomesInternal() => Verify.FixAsync<MakeMethodInternalCodeFix>(
        "internal class News { [Daemon] private protected static void {|DMN003:Fetch|}() { } }",
        "internal class News { [Daemon] internal static void Fetch() { } }");
}
